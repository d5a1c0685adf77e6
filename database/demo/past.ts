import { DateTime } from 'luxon'
import { analyze } from '#database/analyze'
import type Host from '#models/availability/host'
import type Business from '#models/settings/business'
import type Service from '#models/services/service'
import { inTransaction, sql } from '#transactions'

/** Weekday, hour and minute, in each week; Anna's hours, then Tom's. */
const ANNAS = [
  [1, 9, 0],
  [1, 14, 0],
  [1, 16, 0],
  [1, 17, 30],
  [2, 10, 30],
  [2, 16, 0],
  [2, 17, 30],
  [3, 10, 0],
  [3, 14, 0],
  [3, 15, 30],
  [4, 9, 30],
  [4, 16, 0],
  [4, 17, 30],
  [5, 10, 0],
  [5, 14, 30],
] as const
const TOMS = [
  [2, 16, 0],
  [4, 16, 0],
  [6, 9, 0],
  [6, 11, 0],
] as const

/** Of the times above so many are booked, from eleven weeks ago to this week, as far as it has gone. */
const BOOKED_OF_19 = [9, 10, 10, 11, 12, 11, 14, 15, 12, 14, 16, 15]
const STEP = 7

/** Lessons of the last weeks, given to the clients of the coming ones: a business that has been going. */
export async function createPast(
  business: Business,
  [anna, tom]: Host[],
  lesson: Service,
  assessment: Service
) {
  const monday = DateTime.now().setZone(business.timeZone).startOf('week')
  const times = [
    ...ANNAS.map((time) => ({ host: anna, time })),
    ...TOMS.map((time) => ({ host: tom, time })),
  ]
  const slots = BOOKED_OF_19.flatMap((booked, week) =>
    Array.from({ length: booked }, (_, nth) => {
      const number = week * 19 + nth
      const { host, time } = times[(week * 3 + nth * STEP) % times.length]
      const [weekday, hour, minute] = time
      const service = host === anna && number % 6 === 0 ? assessment : lesson
      const startsAt = monday
        .minus({ weeks: BOOKED_OF_19.length - 1 - week })
        .plus({ days: weekday - 1, hours: hour, minutes: minute })
      return {
        number,
        host_id: host.id,
        service_id: service.id,
        price: service.price,
        status: statusOf(number),
        starts_at: startsAt.toISO(),
        ends_at: startsAt.plus({ minutes: service.durationMinutes }).toISO(),
        created_at: startsAt.minus({ hours: 20 + ((number * 37) % 260) }).toISO(),
      }
    })
  )
  await inTransaction(async (trx) => {
    await sql(trx, WRITE, { businessId: business.id, slots: JSON.stringify(slots) })
    await sql(trx, CLIENTS_SINCE, { businessId: business.id })
  })
  await analyze('bookings')
}

function statusOf(number: number): string {
  if (number % 13 === 5) return 'cancelled'
  return number % 37 === 11 ? 'no_show' : 'completed'
}

const CLIENTS_SINCE = `
  update clients set client_since = least(client_since, visits.first)
  from (
    select client_id, min(created_at) as first from bookings where status = 'completed' group by 1
  ) as visits
  where clients.id = visits.client_id and clients.business_id = :businessId
  returning clients.id`

/** Where somebody of the demo's other bookings was already, nobody else is. */
const WRITE = `
  with known as materialized (
    select row_number() over (order by id) - 1 as nth, count(*) over () as all_known, bookings.*
    from bookings where business_id = :businessId
  ), slots as materialized (
    select slots.*, nextval(pg_get_serial_sequence('holders', 'id')) as id
    from json_to_recordset(cast(:slots as json)) as slots (number int, host_id bigint,
      service_id bigint, price numeric, status text, starts_at timestamptz, ends_at timestamptz,
      created_at timestamptz)
    where slots.ends_at < now() - interval '2 hours' and not exists (
      select from claims
      where claims.host_id = slots.host_id and released_at is null
        and blocked && tstzrange(slots.starts_at, slots.ends_at + interval '15 minutes'))
  ), held as (
    insert into holders (id, business_id) overriding system value select id, :businessId from slots
  ), booked as (
    insert into bookings (id, business_id, service_id, host_id, reference, status, starts_at, ends_at,
      client_id, client_name, client_email, client_phone, client_time_zone, client_locale, price,
      currency, approved_at, created_at, updated_at)
    select slots.id, :businessId, slots.service_id, slots.host_id, 'PAST-' || slots.number, slots.status,
      slots.starts_at, slots.ends_at, known.client_id, client_name, client_email, client_phone,
      client_time_zone, client_locale, slots.price, currency, slots.created_at, slots.created_at,
      slots.created_at
    from slots join known on known.nth = slots.number % known.all_known
  ), taken as (
    insert into claims (business_id, host_id, service_id, holder_id, starts_at, ends_at, blocked)
    select :businessId, host_id, service_id, id, starts_at, ends_at,
      tstzrange(starts_at, ends_at + interval '15 minutes')
    from slots where status <> 'cancelled'
  )
  insert into booking_events (business_id, booking_id, from_status, to_status, actor, created_at)
  select cast(:businessId as bigint), id, null, 'approved', 'client', created_at from slots
  union all
  select cast(:businessId as bigint), id, 'approved', status,
    case when status = 'cancelled' then 'client' else 'system' end,
    case when status = 'cancelled' then created_at + (starts_at - created_at) / 2
      else ends_at + interval '1 hour' end
  from slots`
