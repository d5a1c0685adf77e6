import { type WantedChange, changeBooking, endBooking, lockBooking } from '#steps'
import type Booking from '#models/bookings/booking'

interface Rejection extends WantedChange {
  reason: string
}

export type RejectionOutcome =
  { outcome: 'rejected' | 'already_decided' | 'stale'; booking: Booking } | { outcome: 'not_found' }

export default class RejectBooking {
  handle(rejection: Rejection): Promise<RejectionOutcome> {
    const { by, reason } = rejection
    return changeBooking(rejection, {
      lock: (trx) => lockBooking(trx, rejection),
      settled: ({ booking, now }) =>
        booking.canBeDecided(now) ? null : { outcome: 'already_decided', booking },
      change: async (trx, { booking, now }) => {
        const owed = await endBooking(trx, booking, { to: 'rejected', by, now, reason })
        return { outcome: 'rejected', booking, owed }
      },
    })
  }
}
