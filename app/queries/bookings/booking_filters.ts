import type { DateTime } from 'luxon'
import { givenBy } from '#claims'
import type Booking from '#models/bookings/booking'
import { search } from '#queries/bookings/booking_search'

export interface BookingFilters {
  /** First moment and the moment past the last, in the business's zone. */
  from?: DateTime | null
  until?: DateTime | null
  serviceId?: number | null
  hostId?: number | null
  /** Words of a name, an address, a number or a reference, or parts of them. */
  search?: string | null
}

/** Leaves those bookings that the filters ask for. */
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
