import { recordAttendance, takeDue } from '#steps'
import Booking from '#models/bookings/booking'
import { bySystem } from '#models/by'

const MARKED = ['completed', 'no_show']

/** Where a person took the mark back, it is not set again. */
export default class CompleteBookings {
  /** @param clockOffsetMs moves the clock that bookings end by; tests only */
  constructor(private readonly clockOffsetMs = 0) {}

  handle(by = bySystem()): Promise<number> {
    return takeDue(by, {
      due: (trx) =>
        Booking.query({ client: trx })
          .where('status', 'approved')
          // now() and not clock_timestamp(), for which no index can be used; nothing is waited for
          // here.
          .whereRaw('ends_at <= now() + make_interval(secs => ?)', [this.clockOffsetMs / 1000])
          .whereDoesntHave('events', (events) => events.whereIn('from_status', MARKED))
          .orderBy('ends_at'),
      take: (trx, booking) => recordAttendance(trx, booking, { attendance: 'completed', by }),
    })
  }
}
