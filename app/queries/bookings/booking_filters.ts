import type { DateTime } from 'luxon'
import { givenBy } from '#claims'
import type Booking from '#models/bookings/booking'
import { search } from '#queries/bookings/booking_search'
import type { HourOfWeek } from '#queries/bookings/hour_of_week'
import { businessClock, stretchesOf } from '#queries/business_clock'

export interface BookingFilters {
  from?: DateTime | null
  until?: DateTime | null
  updatedSince?: DateTime | null
  serviceId?: number | null
  hostId?: number | null
  /** The record, whatever was merged into it. */
  clientId?: number | null
  linkId?: number | null
  sessionId?: number | null
  currency?: string | null
  /** Begin within it, on the business's clock. */
  hour?: (HourOfWeek & { timeZone: string }) | null
  ids?: readonly number[]
  search?: string | null
}

/** Whatever dates are asked for. */
const EVER = { start: Date.UTC(2000, 0, 1), end: Date.UTC(2060, 0, 1) }

export function narrow(
  bookings: ReturnType<typeof Booking.query>,
  businessId: number,
  { from, until, updatedSince, search: typed, ...filters }: BookingFilters
) {
  if (from) bookings.where('starts_at', '>=', from.toJSDate())
  if (until) bookings.where('starts_at', '<', until.toJSDate())
  if (updatedSince) bookings.where('updated_at', '>=', updatedSince.toJSDate())
  const { serviceId, hostId, clientId, linkId, sessionId, currency, hour, ids } = filters
  if (serviceId) bookings.where('service_id', serviceId)
  if (hostId) bookings.whereRaw(givenBy([hostId]))
  if (clientId) {
    bookings.whereRaw('client_id in (select id from clients where record_id = ?)', [clientId])
  }
  if (linkId) bookings.where('link_id', linkId)
  if (sessionId) bookings.where('session_id', sessionId)
  if (currency) bookings.where('currency', currency)
  if (hour) {
    const start = from?.toMillis() ?? EVER.start
    const end = until?.toMillis() ?? EVER.end
    bookings.whereRaw(`to_char(${businessClock('starts_at')}, 'D HH24') = :hour`, {
      hour: `${hour.weekday + 1} ${String(hour.hour).padStart(2, '0')}`,
      stretches: stretchesOf(hour.timeZone, { start, end }),
    })
  }
  if (ids) bookings.whereIn('id', [...ids])
  if (typed) search(bookings, businessId, typed)
}
