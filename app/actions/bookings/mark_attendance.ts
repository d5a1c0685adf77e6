import { type WantedChange, changeBooking, lockBooking, recordAttendance } from '#steps'
import type Booking from '#models/bookings/booking'
import type { Attendance } from '#scheduling/slots/bookings'

interface Mark extends WantedChange {
  attendance: Attendance
}

export type MarkOutcome =
  | { outcome: 'marked' | 'too_early' | 'not_possible' | 'stale'; booking: Booking }
  | { outcome: 'not_found' }

export default class MarkAttendance {
  handle(mark: Mark): Promise<MarkOutcome> {
    const { attendance, by } = mark
    return changeBooking(mark, {
      lock: (trx) => lockBooking(trx, mark),
      settled: ({ booking, now }) => {
        if (!booking.canBeMarked(attendance)) return { outcome: 'not_possible', booking }
        return booking.canBeNoted(attendance, now) ? null : { outcome: 'too_early', booking }
      },
      change: async (trx, { booking }) => {
        const owed = await recordAttendance(trx, booking, { attendance, by })
        return { outcome: 'marked', booking, owed }
      },
    })
  }
}
