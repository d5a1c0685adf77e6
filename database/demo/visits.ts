import { analyze } from '#database/analyze'
import { sql } from '#transactions'
import db from '@adonisjs/lucid/services/db'
import type Business from '#models/settings/business'

/**
 * Who looked at the pages in the last twelve weeks: a few more each week, fewer at the week's end; how far
 * they came and from where follows from their number, so that every demo is alike. Fewer book than there
 * are bookings, since some are written down at the desk, and nobody booked the group lesson yet.
 */
export async function createVisits(business: Business) {
  await sql(db.connection(), WRITE, { businessId: business.id, timeZone: business.timeZone })
  await sql(db.connection(), TIE, { businessId: business.id })
  await analyze('visits')
}

/** As many lessons of the last weeks came by the link as visits by it ended with a booking. */
const TIE = `
  update bookings set link_id = came.link_id
  from (
    select link.id as link_id, lessons.id
    from booking_links as link
      join lateral (
        select id from bookings
        where business_id = link.business_id and service_id = link.service_id
          and status in ('completed', 'no_show', 'cancelled')
        order by id % 3, id
        limit (select count(*) from visits where visits.link_id = link.id and step = 5)) as lessons on true
    where link.business_id = :businessId) as came
  where bookings.id = came.id
  returning bookings.id`

const WRITE = `
  with days as (
    select ago, cast(now() at time zone cast(:timeZone as text) as date) - ago as day
    from generate_series(0, 83) as ago
  ), numbered as (
    select day, row_number() over (order by ago desc, nth) as number, nth
    from days, generate_series(1, cast(11 - ago / 18 - case when extract(isodow from day) > 5 then 4 else 0 end as int)) as nth
  ), looked as (
    select (day + interval '8 hours' + nth * interval '61 minutes') at time zone cast(:timeZone as text) as at,
      number % 17 as mixed, number % 5 = 3 as by_link, number
    from numbered
  ), seen as (
    insert into visits (business_id, link_id, began_at, seen_at, step, saw_no_times, referrer, utm_source,
      utm_medium, utm_campaign)
    select :businessId, case when by_link then link.id end, at, at + interval '4 minutes',
      case when mixed < 4 then 1 when mixed < 8 then 2 when mixed < 10 then 3 when mixed < 12 then 4
        when by_link or mixed < 15 then 5 else 3 end,
      mixed in (5, 7) and number % 3 = 0,
      case when by_link then null when number % 3 = 0 then 'google.com'
        when number % 7 = 1 then 'instagram.com' when number % 11 = 2 then 'canal-street.example' end,
      case when by_link then 'newsletter' end, case when by_link then 'email' end,
      case when by_link then case when number % 2 = 0 then 'january' else 'term-dates' end end
    from looked
      left join lateral (
        select id from booking_links where business_id = :businessId order by id limit 1) as link on true
    where at < now() - interval '5 minutes'
    returning *
  )
  insert into visit_services (visit_id, service_id, business_id, began_at, step, saw_no_times)
  select seen.id, services.id, :businessId, began_at, step, saw_no_times
  from seen join services on services.business_id = :businessId and services.position = case
    when seen.link_id is not null then 0
    when seen.step < 5 and (seen.saw_no_times or seen.id % 6 = 0) then 2
    when seen.id % 5 = 0 then 1 else 0 end
  where step > 1`
