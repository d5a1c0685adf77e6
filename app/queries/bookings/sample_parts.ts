import Host from '#models/availability/host'
import Booking from '#models/bookings/booking'
import Service from '#models/services/service'
import type Business from '#models/settings/business'
import { nameHosts } from '#queries/bookings/name_hosts'

/** How many of the last bookings a message can be looked at with. */
const LATEST = 10

/** What a business's sample is made of: its first service, who is first, or a booking of its own. */
export async function sampleParts(business: Business, bookingId: number | null) {
  const booking = bookingId === null ? null : await findBookingToShow(business, bookingId)
  if (booking) return { service: booking.service, host: booking.host, booking }
  const { id: businessId } = business
  const service = await Service.query()
    .where({ businessId, isActive: true })
    .whereNull('archived_at')
    .orderBy('position')
    .orderBy('id')
    .first()
  const host = await Host.query()
    .where({ businessId, isActive: true })
    .orderBy('position')
    .orderBy('id')
    .first()
  return { service, host, booking: null }
}

/** Null where it is not there, or belongs to another business. */
async function findBookingToShow(business: Business, id: number): Promise<Booking | null> {
  const booking = await Booking.query()
    .where({ businessId: business.id, id })
    .preload('service')
    .preload('host')
    .preload('link')
    .first()
  if (!booking) return null
  booking.$setRelated('business', business)
  await nameHosts([booking])
  return booking
}

/** The latest of a business, with the client and the service. */
export function latestBookings({ id: businessId }: Business): Promise<Booking[]> {
  return Booking.query()
    .where({ businessId })
    .preload('service')
    .orderBy('id', 'desc')
    .limit(LATEST)
}
