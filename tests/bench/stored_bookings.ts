import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { analyze } from '#database/analyze'
import { openShop } from '#database/factories/business'
import { sql } from '#transactions'

const PER_DAY = 5

/** A business of some hosts with bookings before and after now, eight to a weekday of each host. */
export async function storeBookings(hosts: number, bookings: number) {
  const shop = await openShop({
    hosts,
    settings: { maxAdvanceBookingDays: 365, bufferTimeMinutes: 15 },
    service: { durationMinutes: 30, slotIntervalMinutes: 15 },
    weeklyHours: ([1, 2, 3, 4, 5] as const).flatMap((weekday) => [
      { weekday, start: '09:00', end: '12:00' },
      { weekday, start: '13:00', end: '17:00' },
    ]),
  })
  const days = Math.ceil(bookings / hosts / PER_DAY)
  await sql(
    db.connection(),
    `with slots as (
       select host_id, starts_at, nextval(pg_get_serial_sequence('holders', 'id')) as holder_id
       from unnest(cast(:hostIds as bigint[])) as host_id,
         generate_series(1, :days) as day,
         generate_series(0, ${PER_DAY - 1}) as nth,
         lateral (select cast(:first as timestamptz) + day * interval '1 day'
           + interval '9 hours' + nth * interval '1 hour' as starts_at) as at
     ), made as (
       insert into holders (id, business_id) overriding system value
       select holder_id, :businessId from slots
     ), booked as (
       insert into bookings (id, business_id, service_id, host_id, reference, status, starts_at, ends_at,
         client_name, client_email, client_time_zone, client_locale, price, currency)
       select holder_id, :businessId, :serviceId, host_id, 'BENCH-' || holder_id, 'approved',
         starts_at, starts_at + interval '30 minutes',
         'Ines Duarte', 'ines@duarte.example', 'Europe/London', 'en-GB', 0, 'GBP'
       from slots
     )
     insert into claims (business_id, host_id, service_id, holder_id, starts_at, ends_at, blocked)
     select :businessId, host_id, :serviceId, holder_id, starts_at, starts_at + interval '30 minutes',
       tstzrange(starts_at, starts_at + interval '45 minutes')
     from slots`,
    {
      hostIds: shop.hosts.map(({ id }) => id),
      days,
      first: DateTime.utc()
        .startOf('day')
        .minus({ days: Math.floor(days / 2) })
        .toISO(),
      businessId: shop.business.id,
      serviceId: shop.service.id,
    }
  )
  await analyze('claims, hosts, availability_rules')
  return shop
}

/** Takes such a business away again; bookings keep what they are about from being deleted. */
export async function removeBookings({
  business,
  user,
}: Awaited<ReturnType<typeof storeBookings>>) {
  for (const table of ['claims', 'bookings', 'holders']) {
    await db.from(table).where('business_id', business.id).delete()
  }
  await business.delete()
  await user.delete()
}
