import type { DateTime } from 'luxon'
import type Booking from '#models/booking'
import { givenBy } from '#queries/booking_hosts'

export interface BookingFilters {
  /** First moment and the moment past the last, in the business's zone. */
  from?: DateTime | null
  until?: DateTime | null
  serviceId?: number | null
  hostId?: number | null
  /** A name, an address, a number or a reference, or a part of one. */
  search?: string | null
}

/** Leaves those bookings that the filters ask for. */
export function narrow(
  bookings: ReturnType<typeof Booking.query>,
  { from, until, serviceId, hostId, search }: BookingFilters
) {
  if (from) bookings.where('starts_at', '>=', from.toJSDate())
  if (until) bookings.where('starts_at', '<', until.toJSDate())
  if (serviceId) bookings.where('service_id', serviceId)
  if (hostId) bookings.whereRaw(givenBy([hostId]))
  if (search) {
    const part = `%${search.replace(/[\\%_]/g, String.raw`\$&`)}%`
    bookings.where((any) => {
      for (const column of ['client_name', 'client_email', 'client_phone', 'reference']) {
        any.orWhereILike(column, part)
      }
    })
  }
}
