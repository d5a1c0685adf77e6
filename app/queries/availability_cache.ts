import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import availabilityConfig from '#config/availability'
import {
  type AvailabilityRows,
  loadAvailabilityRows,
  type RowsWanted,
} from '#queries/availability_rows'
import { sql } from '#queries/sql'

const DAY = 86_400_000

/** Of some hundred kilobytes at most, and mostly of a few. Least recently used first. */
const entries = new Map<string, Promise<AvailabilityRows>>()

export const cacheFigures = { hits: 0, misses: 0 }

/**
 * The rows of `loadAvailabilityRows`, kept in memory under the versions of all that they are made
 * of. The versions are read first: what is read after them can only be newer than they say, so an
 * old answer cannot be found, in whichever process the change was made. Whoever has read them
 * already, by `VERSIONS`, passes them on.
 */
export async function cachedAvailabilityRows(
  client: QueryClient,
  asked: RowsWanted,
  versions?: readonly string[]
): Promise<AvailabilityRows> {
  if (availabilityConfig.mostKept === 0) return loadAvailabilityRows(client, asked)
  const wanted = { ...asked, range: wholeDays(asked.range) }
  const current = versions ?? (await versionsOf(client, wanted))
  const key = keyOf(wanted, current)

  const known = entries.get(key)
  const rows = known ?? loadAvailabilityRows(client, wanted)
  if (known) cacheFigures.hits++
  else cacheFigures.misses++

  entries.delete(key)
  entries.set(key, rows)
  rows.catch(() => entries.delete(key))
  const [oldest] = entries.keys()
  if (entries.size > availabilityConfig.mostKept) entries.delete(oldest)
  return rows
}

/** The same from memory alone; null where the database would have to be asked. */
export async function keptAvailabilityRows(
  asked: RowsWanted,
  versions: readonly string[]
): Promise<AvailabilityRows | null> {
  const wanted = { ...asked, range: wholeDays(asked.range) }
  return (await entries.get(keyOf(wanted, versions))) ?? null
}

function keyOf(wanted: RowsWanted, versions: readonly string[]): string {
  return JSON.stringify([wanted, versions.toSorted()])
}

/**
 * The versions of the table `services`'s row, as a JSON list: its own and its hosts'. Where it counts
 * its bookings, hosts who have left it may still have some.
 */
export const VERSIONS = `(
  select coalesce(json_agg(marks.id), '[]') from (
    select id from availability_marks
    where subject_id = services.id and subject = 'service'
    union all
    select id from availability_marks
    where subject = 'host' and subject_id in (
      select host_id from service_hosts where service_id = services.id
      union all
      select id from hosts where business_id = services.business_id
        and coalesce(services.daily_limit, services.weekly_limit) is not null)
  ) as marks
)`

async function versionsOf(client: QueryClient, { serviceIds }: RowsWanted): Promise<string[]> {
  const rows = await sql<{ versions: string[] }>(
    client,
    `select ${VERSIONS} as versions from services
     where id = any (cast(:serviceIds as bigint[]))`,
    { serviceIds: [...serviceIds] }
  )
  return rows.flatMap(({ versions }) => versions)
}

/** So that questions which begin now, and a moment later, share an answer. */
function wholeDays({ start, end }: RowsWanted['range']): RowsWanted['range'] {
  return { start: Math.floor(start / DAY) * DAY, end: Math.ceil(end / DAY) * DAY }
}
