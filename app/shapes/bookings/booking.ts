import vine from '@vinejs/vine'
import type { DateTime } from 'luxon'
import { appUrl } from '#config/app'
import type Booking from '#models/bookings/booking'
import { placeFields, presentChosenPlace } from '#shapes/services/place'
import { momentOrNull, momentShape, wholeShape } from '#shapes/schema'

export const bookingFields = () => ({
  reference: vine.string(),
  status: vine.string(),
  service_id: wholeShape(),
  host_id: wholeShape(),
  host_ids: vine.array(wholeShape()),
  session_id: wholeShape().nullable(),
  seats: wholeShape(),
  ...placeFields(),
  starts_at: momentShape(),
  ends_at: momentShape(),
  time_zone: vine.string(),
  expires_at: momentOrNull(),
  manage_url: vine.string().meta({ format: 'uri' }),
})

/** A booking as its client gets it. */
export const bookingShape = vine.create(bookingFields())

export function presentBooking(booking: Booking, outcome: 'booked' | 'requested') {
  const inZone = (moment: DateTime) =>
    moment
      .setZone(booking.clientTimeZone)
      .set({ millisecond: 0 })
      .toISO({ suppressMilliseconds: true })
  const isRequest = outcome === 'requested'
  return {
    reference: booking.reference,
    status: isRequest ? 'pending' : 'approved',
    service_id: booking.serviceId,
    host_id: booking.hostId,
    host_ids: booking.hostIds,
    session_id: booking.sessionId,
    seats: booking.seats,
    ...presentChosenPlace(booking),
    starts_at: inZone(booking.startsAt),
    ends_at: inZone(booking.endsAt),
    time_zone: booking.clientTimeZone,
    expires_at: isRequest && booking.expiresAt ? inZone(booking.expiresAt) : null,
    manage_url: `${appUrl}/manage/${booking.manageToken}`,
  }
}
