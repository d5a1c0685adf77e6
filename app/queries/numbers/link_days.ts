import db from '@adonisjs/lucid/services/db'
import { VISIT_STEPS } from '#models/visits/look'
import { businessClock, stretchesOf } from '#queries/business_clock'
import type { Instant } from '#scheduling/types'
import { sql } from '#transactions'

/** Views are visits; of them `booked` ended with a booking. Bookings are all that came by it. */
export interface LinkDay {
  date: string
  views: number
  booked: number
  bookings: number
}

interface LinkDaysQuery {
  businessId: number
  linkId: number
  timeZone: string
  from: Instant
  until: Instant
}

const dayOf = (moment: string) => `to_char(${businessClock(moment)}, 'YYYY-MM-DD')`

const DAYS = `
  with looked as (
    select ${dayOf('began_at')} as date, count(*) as views,
      count(*) filter (where step = ${VISIT_STEPS.booked}) as booked
    from visits
    where business_id = :businessId and link_id = :linkId
      and began_at >= cast(:from as timestamptz) and began_at < cast(:until as timestamptz)
    group by 1
  ), made as (
    select ${dayOf('created_at')} as date, count(*) as bookings
    from bookings
    where business_id = :businessId and link_id = :linkId
      and created_at >= cast(:from as timestamptz) and created_at < cast(:until as timestamptz)
    group by 1
  )
  select date, cast(coalesce(views, 0) as int) as views, cast(coalesce(booked, 0) as int) as booked,
    cast(coalesce(bookings, 0) as int) as bookings
  from looked full join made using (date)
  order by date`

/** On the business's clock; days on which nothing happened are left out. */
export function linkDays({ timeZone, from, until, ...of }: LinkDaysQuery): Promise<LinkDay[]> {
  return sql<LinkDay>(db.connection(), DAYS, {
    ...of,
    ...{ from: new Date(from), until: new Date(until) },
    stretches: stretchesOf(timeZone, { start: from, end: until }),
  })
}
