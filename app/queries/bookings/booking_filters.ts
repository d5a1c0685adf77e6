import type { DateTime } from 'luxon'
import { givenBy } from '#claims'
import type Booking from '#models/bookings/booking'
import { search } from '#queries/bookings/booking_search'

export interface BookingFilters {
  from?: DateTime | null
  until?: DateTime | null
  serviceId?: number | null
  hostId?: number | null
  /** The record, whatever was merged into it. */
  clientId?: number | null
  linkId?: number | null
  sessionId?: number | null
  currency?: string | null
  ids?: readonly number[]
  search?: string | null
}

export function narrow(
  bookings: ReturnType<typeof Booking.query>,
  businessId: number,
  { from, until, search: typed, ...filters }: BookingFilters
) {
  if (from) bookings.where('starts_at', '>=', from.toJSDate())
  if (until) bookings.where('starts_at', '<', until.toJSDate())
  const { serviceId, hostId, clientId, linkId, sessionId, currency, ids } = filters
  if (serviceId) bookings.where('service_id', serviceId)
  if (hostId) bookings.whereRaw(givenBy([hostId]))
  if (clientId) {
    bookings.whereRaw('client_id in (select id from clients where record_id = ?)', [clientId])
  }
  if (linkId) bookings.where('link_id', linkId)
  if (sessionId) bookings.where('session_id', sessionId)
  if (currency) bookings.where('currency', currency)
  if (ids) bookings.whereIn('id', [...ids])
  if (typed) search(bookings, businessId, typed)
}
