import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'
import type { Shop } from '#tests/support/requests'

interface StoredBooking {
  startsAt: DateTime
  createdAt?: DateTime
  status?: string
  serviceId?: number
  hostId?: number
  price?: string
  currency?: string
  expiresAt?: DateTime
}

interface StoredVisit {
  at: DateTime
  step?: number
  sawNoTimes?: boolean
  linkId?: number | null
  isOneTime?: boolean
  source?: string | null
  services?: { serviceId: number; step: number; sawNoTimes?: boolean }[]
}

/** Past the actions, which take no booking that is over; without claims, which the numbers do not read. */
export async function storeBookings(shop: Shop, bookings: StoredBooking[]): Promise<void> {
  if (bookings.length === 0) return
  const { business, host, service } = shop
  const holders: { id: number }[] = await db
    .table('holders')
    .multiInsert(bookings.map(() => ({ business_id: business.id })))
    .returning('id')
  await db.table('bookings').multiInsert(
    bookings.map(({ startsAt, createdAt, status, serviceId, ...booked }, index) => ({
      id: holders[index].id,
      business_id: business.id,
      service_id: serviceId ?? service.id,
      host_id: booked.hostId ?? host.id,
      reference: `N-${holders[index].id}`,
      status: status ?? 'completed',
      starts_at: startsAt.toJSDate(),
      ends_at: startsAt.plus({ hours: 1 }).toJSDate(),
      created_at: (createdAt ?? startsAt.minus({ days: 2 })).toJSDate(),
      expires_at: (booked.expiresAt ?? startsAt).toJSDate(),
      client_name: 'Priya Shah',
      client_email: 'priya@example.com',
      client_time_zone: business.timeZone,
      client_locale: 'en-GB',
      price: booked.price ?? 0,
      currency: booked.currency ?? 'GBP',
    }))
  )
}

export async function storeVisits({ business }: Shop, visits: StoredVisit[]): Promise<void> {
  if (visits.length === 0) return
  const rows: { id: number }[] = await db
    .table('visits')
    .multiInsert(
      visits.map(({ at, step, sawNoTimes, linkId, isOneTime, source }) => ({
        business_id: business.id,
        link_id: linkId ?? null,
        is_one_time: isOneTime ?? false,
        began_at: at.toJSDate(),
        seen_at: at.toJSDate(),
        step: step ?? 1,
        saw_no_times: sawNoTimes ?? false,
        referrer: source ?? null,
      }))
    )
    .returning('id')
  const services = visits.flatMap(({ at, services: seen }, index) =>
    (seen ?? []).map(({ serviceId, step, sawNoTimes }) => ({
      visit_id: rows[index].id,
      service_id: serviceId,
      business_id: business.id,
      began_at: at.toJSDate(),
      step,
      saw_no_times: sawNoTimes ?? false,
    }))
  )
  if (services.length > 0) await db.table('visit_services').multiInsert(services)
}
