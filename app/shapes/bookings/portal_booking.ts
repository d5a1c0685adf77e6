import type { DateTime } from 'luxon'
import { hostNames } from '#formats/bookings/hosts'
import type Booking from '#models/bookings/booking'
import { presentManaged } from '#shapes/bookings/managed_booking'

/** One of all that a client booked, wherever that was. */
export function presentPortalBooking(booking: Booking, now: DateTime) {
  const { id, business, service, clientNote } = booking
  return {
    id,
    business: { slug: business.slug, name: business.name },
    service: { name: service.name },
    host_names: hostNames(booking),
    note: clientNote,
    ...presentManaged(booking, now),
  }
}
