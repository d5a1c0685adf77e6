import db from '@adonisjs/lucid/services/db'
import { businessClock, stretchesOf } from '#queries/business_clock'
import type { Instant } from '#scheduling/types'
import { sql } from '#transactions'

export interface VisitHabits {
  /** Of the last visit; null before there is one. */
  lastService: string | null
  lastHost: string | null
  /** With whom, and on which day (1 is Monday), of at least three visits most were. */
  usualHost: string | null
  usualWeekday: number | null
}

const FEWEST = 3
const EARLIEST = Date.UTC(2020, 0, 1)

const HABITS = `
  with visits as (
    select bookings.starts_at, hosts.name as host, services.name as service,
      extract(isodow from ${businessClock('bookings.starts_at')}) as weekday
    from bookings join clients on clients.id = bookings.client_id
      join hosts on hosts.id = bookings.host_id join services on services.id = bookings.service_id
    where clients.record_id = :recordId and bookings.status = 'completed'
  ), most as (
    select mode() within group (order by host) as host,
      mode() within group (order by weekday) as weekday, count(*) as visits
    from visits
  ), latest as (select service, host from visits order by starts_at desc limit 1)
  select latest.service as "lastService", latest.host as "lastHost",
    case when visits >= ${FEWEST} and 2 * (select count(*) from visits where host = most.host) > visits
      then most.host end as "usualHost",
    case when visits >= ${FEWEST}
        and 2 * (select count(*) from visits where weekday = most.weekday) > visits
      then cast(most.weekday as integer) end as "usualWeekday"
  from most left join latest on true`

export async function visitHabits(
  recordId: number,
  timeZone: string,
  now: Instant
): Promise<VisitHabits> {
  const stretches = stretchesOf(timeZone, { start: EARLIEST, end: now })
  const [habits] = await sql<VisitHabits>(db.connection(), HABITS, { recordId, stretches })
  return habits
}
