import type { DateTime } from 'luxon'
import { givenBy } from '#claims'
import type Booking from '#models/bookings/booking'
import { search } from '#queries/bookings/booking_search'

export interface BookingFilters {
  from?: DateTime | null
  until?: DateTime | null
  serviceId?: number | null
  hostId?: number | null
  search?: string | null
}

export function narrow(
  bookings: ReturnType<typeof Booking.query>,
  { from, until, serviceId, hostId, search: typed }: BookingFilters
) {
  if (from) bookings.where('starts_at', '>=', from.toJSDate())
  if (until) bookings.where('starts_at', '<', until.toJSDate())
  if (serviceId) bookings.where('service_id', serviceId)
  if (hostId) bookings.whereRaw(givenBy([hostId]))
  if (typed) search(bookings, typed)
}
