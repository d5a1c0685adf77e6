import { DateTime } from 'luxon'
import type Booking from '#models/bookings/booking'
import { bookingState } from '#models/bookings/booking_state'
import { presentBooking } from '#shapes/bookings/booking'

/** How it stands, and what its client can still do until when. */
export function presentManaged(booking: Booking, now: DateTime) {
  const state = bookingState(booking, now)
  const inZone = (moment: number) =>
    DateTime.fromMillis(moment, { zone: booking.clientTimeZone }).toISO({
      suppressMilliseconds: true,
    })
  return {
    ...presentBooking(booking, booking.status === 'pending' ? 'requested' : 'booked'),
    status: state.status,
    can_be_moved: state.canBeMoved,
    move_until: inZone(state.moveUntil),
    moves_left: state.movesLeft,
    can_be_cancelled: state.canBeCancelled,
    cancel_until: inZone(state.cancelUntil),
    requested_move: state.asked && {
      starts_at: inZone(state.asked.startsAt),
      ends_at: inZone(state.asked.endsAt),
      expires_at: inZone(state.asked.expiresAt),
    },
  }
}
