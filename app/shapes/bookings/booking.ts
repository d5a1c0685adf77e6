import type { DateTime } from 'luxon'
import { appUrl } from '#config/app'
import type Booking from '#models/bookings/booking'
import { presentChosenPlace } from '#shapes/services/place'

export function presentBooking(booking: Booking, outcome: 'booked' | 'requested') {
  const inZone = (moment: DateTime) =>
    moment.setZone(booking.clientTimeZone).toISO({ suppressMilliseconds: true })
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
    expires_at: isRequest ? booking.expiresAt?.toISO() : null,
    manage_url: `${appUrl}/manage/${booking.manageToken}`,
  }
}
