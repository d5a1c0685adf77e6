import db from '@adonisjs/lucid/services/db'
import { businessClock, stretchesOf } from '#queries/business_clock'
import type { Instant } from '#scheduling/types'
import { sql } from '#transactions'

interface Counts {
  /** Took place, or will: confirmed, completed or missed. */
  held: number
  cancelled: number
  completed: number
  missed: number
}

export interface BookingNumbers {
  days: (Counts & { day: string })[]
  services: (Counts & { id: number })[]
  /** `weekday` is 0 for Sunday. */
  hours: { weekday: number; hour: number; held: number }[]
  /** Of the middle booking, from booking to start. */
  leadSeconds: number | null
  heldBefore: number
}

interface BookingNumbersQuery {
  businessId: number
  timeZone: string
  from: Instant
  until: Instant
  /** Of the period that it is compared with, which ends where this one begins. */
  fromBefore: Instant
}

const COUNTS = `
  count(*) filter (where status <> 'cancelled') as held,
  count(*) filter (where status = 'cancelled') as cancelled,
  count(*) filter (where status = 'completed') as completed,
  count(*) filter (where status = 'no_show') as missed`

const rowsOf = (select: string) =>
  `(select coalesce(json_agg(part), '[]') from (${select}) as part)`

const SUMS = ['held', 'cancelled', 'completed', 'missed']
  .map((counted) => `sum(${counted}) as ${counted}`)
  .join(', ')

/** Numbers, since intervals are slow to compare. */
const LEAD = `greatest(0, date_part('epoch', starts_at) - date_part('epoch', created_at))`

/** Many bookings start at one moment, whose clock is asked for once. */
const NUMBERS = `
  with starting as materialized (
    select service_id, status, starts_at, created_at
    from bookings
    where business_id = :businessId
      and starts_at >= cast(:from as timestamptz) and starts_at < cast(:until as timestamptz)
      and status in ('approved', 'completed', 'no_show', 'cancelled')
  ), counted as materialized (
    select starts_at, ${COUNTS} from starting group by 1
  ), clocks as materialized (
    select starts_at, cast(local as date) as day,
      extract(dow from local) as weekday, extract(hour from local) as hour
    from (
      select starts_at, ${businessClock('starts_at')} as local
      from counted
    ) as starts
  )
  select
    ${rowsOf(`select day, ${SUMS} from counted join clocks using (starts_at) group by 1`)} as days,
    ${rowsOf(`select service_id as id, ${COUNTS} from starting group by 1`)} as services,
    ${rowsOf(`
      select weekday, hour, sum(held) as held
      from counted join clocks using (starts_at) where held > 0 group by 1, 2`)} as hours,
    (select percentile_cont(0.5) within group (order by ${LEAD})
      from starting where status <> 'cancelled') as "leadSeconds",
    (select cast(count(*) as int) from bookings
      where business_id = :businessId and status in ('approved', 'completed', 'no_show')
        and starts_at >= cast(:fromBefore as timestamptz) and starts_at < cast(:from as timestamptz)
    ) as "heldBefore"`

/** Of the bookings that start within the period, by the business's clock. */
export async function bookingNumbers({
  businessId,
  timeZone,
  from,
  until,
  fromBefore,
}: BookingNumbersQuery): Promise<BookingNumbers> {
  const [numbers] = await sql<BookingNumbers>(db.connection(), NUMBERS, {
    businessId,
    stretches: stretchesOf(timeZone, { start: from, end: until }),
    from: new Date(from),
    until: new Date(until),
    fromBefore: new Date(fromBefore),
  })
  return numbers
}
