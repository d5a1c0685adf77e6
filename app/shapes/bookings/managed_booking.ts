import vine from '@vinejs/vine'
import { DateTime } from 'luxon'
import type Booking from '#models/bookings/booking'
import { bookingState } from '#models/bookings/booking_state'
import { bookingFields, presentBooking } from '#shapes/bookings/booking'
import { momentOrNull, momentShape, truthShape, wholeShape } from '#shapes/schema'

export const managedBookingShape = vine.create({
  ...bookingFields(),
  can_be_moved: truthShape(),
  move_until: momentShape(),
  moves_left: wholeShape().nullable(),
  can_be_cancelled: truthShape(),
  cancel_until: momentShape(),
  requested_move: vine
    .object({ starts_at: momentShape(), ends_at: momentShape(), expires_at: momentOrNull() })
    .nullable(),
})

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
