import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'
import { HOSTS_TOGETHER } from '#claims'
import { ROOM_GOES_ALONG } from '#models/availability/host'
import { earliestRunningStart } from '#queries/bookings/earliest_running_start'
import { businessClock, stretchesOf } from '#queries/business_clock'
import type { Instant } from '#scheduling/types'
import { jsonRows } from '#queries/json_rows'
import { sql } from '#transactions'

interface Counts {
  /** Took place, or will: confirmed, completed or missed. */
  held: number
  /** Requests that still can be answered. */
  waiting: number
  cancelled: number
  completed: number
  missed: number
}

/** What was agreed when booked, in one currency; of those that are held, and of some of them. */
interface Worth {
  currency: string
  held: number
  value: number
  completedValue: number
  missedValue: number
}

export interface BookingNumbers {
  days: (Counts & Pick<Worth, 'currency' | 'value'> & { day: string })[]
  services: (Counts & Worth & { id: number })[]
  /** Once for each who gives it. */
  people: (Worth & { id: number })[]
  /** `weekday` is 0 for Sunday. */
  hours: { weekday: number; hour: number; held: number }[]
  /** Of the middle booking, from booking to start. */
  leadSeconds: number | null
  heldBefore: number
  /** Confirmed and not over, whatever the period is. */
  coming: Pick<Worth, 'currency' | 'held' | 'value'>[]
}

interface BookingNumbersQuery {
  businessId: number
  timeZone: string
  from: Instant
  until: Instant
  /** Of the period that it is compared with, which ends where this one begins. */
  fromBefore: Instant
  now: DateTime
}

const IS_HELD = `status in ('approved', 'completed', 'no_show')`

const COUNTS = `
  coalesce(sum(bookings) filter (where ${IS_HELD}), 0) as held,
  coalesce(sum(bookings) filter (where status = 'pending'), 0) as waiting,
  coalesce(sum(bookings) filter (where status = 'cancelled'), 0) as cancelled,
  coalesce(sum(bookings) filter (where status = 'completed'), 0) as completed,
  coalesce(sum(bookings) filter (where status = 'no_show'), 0) as missed`

/** Added up exactly, before it becomes a number of JSON. */
const VALUE = (isMeant: string) =>
  `cast(coalesce(sum(price) filter (where ${isMeant}), 0) as double precision)`

const VALUES = `
  ${VALUE(IS_HELD)} as value,
  ${VALUE(`status = 'completed'`)} as "completedValue",
  ${VALUE(`status = 'no_show'`)} as "missedValue"`

/** Numbers, since intervals are slow to compare. */
const LEAD = `greatest(0, date_part('epoch', starts_at) - date_part('epoch', created_at))`

/** Only where several give a service together is it asked who they were. */
const GIVEN = `
  select host_id as id, currency, status, bookings, price from tally
  where service_id not in (select id from shared)
  union all
  select given.id, starting.currency, starting.status, 1, starting.price
  from starting join bookings on bookings.id = starting.id cross join lateral (
    select starting.host_id as id union
    select id from json_to_recordset(${HOSTS_TOGETHER}) as together (id bigint)
  ) as given where starting.service_id in (select id from shared)`

/** Many bookings start at one moment, whose clock is asked for once. */
const NUMBERS = `
  with shared as materialized (
    select id from services where business_id = :businessId
      and (host_mode = 'collective' or ${ROOM_GOES_ALONG})
  ), starting as materialized (
    select id, service_id, host_id, status, starts_at, created_at, price, currency
    from bookings
    where business_id = :businessId
      and starts_at >= cast(:from as timestamptz) and starts_at < cast(:until as timestamptz)
      and (status in ('approved', 'completed', 'no_show', 'cancelled')
        or status = 'pending' and expires_at > cast(:now as timestamptz))
  ), tally as materialized (
    select service_id, host_id, currency, status, count(*) as bookings, sum(price) as price
    from starting group by 1, 2, 3, 4
  ), counted as materialized (
    select starts_at, currency, status, count(*) as bookings, sum(price) as price
    from starting group by 1, 2, 3
  ), clocks as materialized (
    select starts_at, cast(local as date) as day,
      extract(dow from local) as weekday, extract(hour from local) as hour
    from (
      select starts_at, ${businessClock('starts_at')} as local
      from (select distinct starts_at from counted) as moments
      -- Or the clock is asked for in each column that needs it.
      offset 0
    ) as starts
  )
  select
    ${jsonRows(`
      select day, currency, ${COUNTS}, ${VALUE(IS_HELD)} as value
      from counted join clocks using (starts_at) group by 1, 2 order by 1, 2`)} as days,
    ${jsonRows(`
      select service_id as id, currency, ${COUNTS}, ${VALUES}
      from tally group by 1, 2 order by 1, 2`)} as services,
    ${jsonRows(`
      select id, currency, sum(bookings) as held, ${VALUES}
      from (${GIVEN}) as given where ${IS_HELD} group by 1, 2 order by 1, 2`)} as people,
    ${jsonRows(`
      select weekday, hour, sum(bookings) as held
      from counted join clocks using (starts_at) where ${IS_HELD} group by 1, 2 order by 1, 2`)} as hours,
    (select percentile_cont(0.5) within group (order by ${LEAD})
      from starting where ${IS_HELD}) as "leadSeconds",
    (select cast(count(*) as int) from bookings
      where business_id = :businessId and ${IS_HELD}
        and starts_at >= cast(:fromBefore as timestamptz) and starts_at < cast(:from as timestamptz)
    ) as "heldBefore",
    ${jsonRows(`
      select currency, count(*) as held, ${VALUE('true')} as value from bookings
      where business_id = :businessId and status = 'approved'
        and starts_at > cast(:runningFrom as timestamptz) and ends_at > cast(:now as timestamptz)
      group by 1`)} as coming`

/** Of the bookings that start within the period, by the business's clock. */
export async function bookingNumbers({
  businessId,
  timeZone,
  from,
  until,
  fromBefore,
  now,
}: BookingNumbersQuery): Promise<BookingNumbers> {
  const [numbers] = await sql<BookingNumbers>(db.connection(), NUMBERS, {
    businessId,
    stretches: stretchesOf(timeZone, { start: from, end: until }),
    from: new Date(from),
    until: new Date(until),
    fromBefore: new Date(fromBefore),
    now: now.toJSDate(),
    runningFrom: earliestRunningStart(now),
  })
  return numbers
}
