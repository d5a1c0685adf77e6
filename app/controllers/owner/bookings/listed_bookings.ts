import type { HttpContext } from '@adonisjs/core/http'
import type { Infer } from '@vinejs/vine/types'
import { DateTime } from 'luxon'
import { listOf } from '#controllers/owner/bookings/listed_ids'
import type { BookingListQuestion } from '#queries/bookings/booking_list'
import { hourOfWeek } from '#queries/bookings/hour_of_week'
import { filledIn, type bookingsQuery } from '#validators/owner_query'

/** What the list's address asks for; rows that are named are named alone. */
export function bookingsInQuery({ request }: HttpContext): Record<string, unknown> {
  const query = filledIn(request.qs())
  return query.ids === undefined ? query : { ...query, ids: listOf(query.ids) }
}

export function listQuestion(
  { business }: HttpContext,
  { view, from, until, service, host, client, link, session, ...rest }: Infer<typeof bookingsQuery>
): BookingListQuestion {
  const { status, search, ids, currency, hour } = rest
  const zone = business.timeZone
  // A search, a status, or a thing whose bookings they are, looks in all bookings.
  const isOfAll = [search, status, client, link, session, currency, hour, ids].some(
    (filter) => filter !== undefined
  )
  return {
    businessId: business.id,
    view: view ?? (isOfAll ? 'all' : 'coming'),
    filters: {
      ...{ status, search, ids, currency },
      ...{ serviceId: service, hostId: host },
      ...{ clientId: client, linkId: link, sessionId: session },
      hour: hour === undefined ? null : { ...hourOfWeek(hour), timeZone: zone },
      from: from ? DateTime.fromISO(from, { zone }) : null,
      until: until ? DateTime.fromISO(until, { zone }).plus({ days: 1 }) : null,
    },
    now: DateTime.now().setZone(zone),
  }
}
