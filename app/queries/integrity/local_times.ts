import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type { Check, Fault } from '#queries/integrity/check'
import { offsetsOf } from '#scheduling/time/zones'
import { sql } from '#transactions'

/** Offsets over the time of all bookings; a row for each stretch of one offset. */
const OFFSETS = `offsets as (
  select zone, make_interval(secs => shift / 1000.0) as shift,
      coalesce(to_timestamp(begins / 1000.0), '-infinity') as begins,
      coalesce(to_timestamp(ends / 1000.0), 'infinity') as ends
    from jsonb_to_recordset(cast(:offsets as jsonb))
      as stretches (zone text, begins float8, ends float8, shift float8)
)`

/** Bookings were taken by our zone data, and PostgreSQL's may be older or newer. */
export function localCheckOf(name: string, means: string, statement: string): Check {
  return {
    name,
    means,
    find: async (client) =>
      sql<Fault>(client, `with ${OFFSETS}, ${statement}`, { offsets: await offsetsInUse(client) }),
  }
}

export function joinOffset(alias: string, zone: string, moment: string): string {
  return `join offsets as ${alias} on ${alias}.zone = ${zone}
    and ${moment} >= ${alias}.begins and ${moment} < ${alias}.ends`
}

export function localTime(alias: string, moment: string): string {
  return `(${moment} at time zone 'UTC' + ${alias}.shift)`
}

async function offsetsInUse(client: QueryClient): Promise<string> {
  const rows = await sql<{ zone: string; start: Date; end: Date }>(
    client,
    `select zones.zone, booked.start, booked.end
       from (select time_zone from hosts union select time_zone from businesses) as zones (zone),
         (select min(starts_at), max(starts_at)
            from (select starts_at from claims union all select starts_at from bookings) as all_times
         ) as booked (start, "end")
      where booked.start is not null`
  )
  const stretches = rows.flatMap(({ zone, start, end }) =>
    offsetsOf(zone, { start: start.getTime(), end: end.getTime() }).map((stretch) => ({
      zone,
      ...stretch,
    }))
  )
  return JSON.stringify(stretches)
}
