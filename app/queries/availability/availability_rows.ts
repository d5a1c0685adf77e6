import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import {
  hasPlanned,
  loadSessions,
  loadTaken,
  type SessionRow,
  type TakenRow,
  type TakenWanted,
} from '#claims'
import { ROOM_GOES_ALONG } from '#models/availability/host'
import type { BlockedDates, DateHours, Span, WeeklyRange } from '#scheduling/types'
import { sql } from '#transactions'

export interface HostRow {
  service_id: number
  id: number
  /** Inactive hosts are included only where all hosts are needed. */
  is_active: boolean
  is_room: boolean
  /** Of the service. */
  room_goes_along: boolean
  has_planned: boolean
  time_zone: string
  daily_limit: number | null
  weekly_limit: number | null
  weekly_hours: WeeklyRange[]
  overrides: DateHours[]
  blocks: BlockedDates[]
}

export interface AvailabilityRows {
  hosts: readonly HostRow[]
  taken: readonly TakenRow[]
  sessions: readonly SessionRow[]
}

export interface RowsWanted {
  serviceIds: readonly number[]
  hostId: number | null
  range: Span
  countedIds: readonly number[]
  /** Services that may have sessions now; others may still have planned ones. */
  groupIds: readonly number[]
}

const DAY = 86_400_000

/** The longest booking with buffers, and the most that a zone's day differs from UTC's. */
const REACH = 4 * DAY
const LIMIT_REACH = 8 * DAY

/** JSON. Needs a row of `hosts`. */
export const WEEKLY_HOURS = `(
  select coalesce(jsonb_agg(jsonb_build_object(
       'weekday', day_of_week, 'start', opens_time, 'end', closes_time)), '[]')
    from availability_rules where host_id = hosts.id)`

export async function loadAvailabilityRows(
  client: QueryClient,
  wanted: RowsWanted
): Promise<AvailabilityRows> {
  const hosts = await loadHosts(client, wanted)
  const { groupIds, range } = withPlanned(hosts, wanted)
  return {
    hosts,
    taken: await loadTaken(client, takenWanted(hosts, wanted)),
    sessions: groupIds.length > 0 ? await loadSessions(client, { groupIds, range }) : [],
  }
}

export function withPlanned(hosts: readonly HostRow[], wanted: RowsWanted): RowsWanted {
  const planned = hosts.filter((host) => host.has_planned).map((host) => host.service_id)
  return { ...wanted, groupIds: [...new Set([...wanted.groupIds, ...planned])] }
}

export function loadHosts(
  client: QueryClient,
  { serviceIds, hostId, range }: RowsWanted
): Promise<HostRow[]> {
  return sql<HostRow>(
    client,
    `select service_hosts.service_id, hosts.id, hosts.is_active, hosts.time_zone,
       hosts.kind = 'room' as is_room, ${ROOM_GOES_ALONG} as room_goes_along, hosts.daily_limit, hosts.weekly_limit,
       ${hasPlanned('services.id', 'cast(:starts as timestamptz)', 'cast(:ends as timestamptz)')} as has_planned,
       ${WEEKLY_HOURS} as weekly_hours,
       (select coalesce(jsonb_agg(jsonb_build_object('date', date, 'windows', windows)), '[]')
          from date_overrides where host_id = hosts.id
           and date between cast(:from as date) and cast(:until as date)) as overrides,
       (select coalesce(jsonb_agg(jsonb_build_object(
            'firstDate', first_date, 'lastDate', last_date, 'weeklyDays', weekly_days,
            'start', starts_time, 'end', ends_time, 'skippedDates', skipped_dates)), '[]')
          from block_hosts join blocks on blocks.id = block_hosts.block_id
          where block_hosts.host_id = hosts.id and first_date <= cast(:until as date)
            and coalesce(last_date, 'infinity') >= cast(:from as date)) as blocks
     from service_hosts join hosts on hosts.id = service_hosts.host_id
       join services on services.id = service_hosts.service_id
     where service_hosts.service_id = any (cast(:serviceIds as bigint[]))
       and (hosts.is_active or services.host_mode = 'collective')
       and (cast(:hostId as bigint) is null or hosts.id = :hostId
         or hosts.kind = 'room' and ${ROOM_GOES_ALONG})
     order by service_hosts.priority desc, hosts.position, hosts.id`,
    {
      serviceIds: [...serviceIds],
      hostId,
      starts: new Date(range.start).toISOString(),
      ends: new Date(range.end).toISOString(),
      ...textOf(widened(range, REACH)),
    }
  )
}

export function takenWanted(
  hosts: readonly HostRow[],
  { countedIds, range }: RowsWanted
): TakenWanted {
  const hasLimits =
    countedIds.length > 0 ||
    hosts.some((host) => host.daily_limit !== null || host.weekly_limit !== null)
  const hostIds = [...new Set(hosts.map((host) => host.id))]
  const span = widened(range, hasLimits ? REACH + LIMIT_REACH : REACH)
  return { hostIds, countedIds, askedIds: hostIds, span }
}

function widened({ start, end }: Span, reach: number): Span {
  return { start: start - reach, end: end + reach }
}

function textOf({ start, end }: Span): { from: string; until: string } {
  return { from: new Date(start).toISOString(), until: new Date(end).toISOString() }
}
