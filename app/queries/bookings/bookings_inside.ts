import Booking from '#models/bookings/booking'
import type Business from '#models/settings/business'

/** With what says who else could give them. */
export async function findBookingsInside(
  { id: businessId }: Business,
  ids: readonly number[]
): Promise<Booking[]> {
  if (ids.length === 0) return []
  return Booking.query()
    .where({ businessId })
    .whereIn('id', [...ids])
    .preload('service')
    .preload('host')
    .orderBy('starts_at')
    .orderBy('id')
}
