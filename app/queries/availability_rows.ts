import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { loadSessions, type SessionRow } from '#queries/session_rows'
import type { DateOverride, Instant, Span, Taken, WeeklyRange } from '#scheduling/types'
import { sql } from '#transactions'

/** A host of a service: of two services, two rows. */
export interface HostRow {
  service_id: number
  id: number
  /** Others than active ones are there only where all are needed. */
  is_active: boolean
  time_zone: string
  daily_limit: number | null
  weekly_limit: number | null
  weekly_hours: WeeklyRange[]
  overrides: DateOverride[]
}

/** A claim or, without a holder, what an outside calendar says is busy. */
export interface TakenRow {
  hostId: number
  holderId: number | null
  serviceId: number | null
  /** From then on it holds no time any more, by the clock, whoever has noticed. */
  expiresAt: Instant | null
  /** As the engine takes it: made once, since a page has hundreds and is asked for again and again. */
  time: Taken
}

interface StoredTime {
  host_id: number
  holder_id: number | null
  service_id: number | null
  starts_at: Instant
  ends_at: Instant
  blocked_from: Instant
  blocked_until: Instant
  expires_at: Instant | null
}

export interface AvailabilityRows {
  hosts: readonly HostRow[]
  taken: readonly TakenRow[]
  sessions: readonly SessionRow[]
}

export interface RowsWanted {
  serviceIds: readonly number[]
  /** null asks all hosts of the services. */
  hostId: number | null
  range: Span
  /** The services whose limits count their bookings. */
  countedIds: readonly number[]
  /** The services that have, or may have, sessions. */
  groupIds: readonly number[]
}

const MINUTE = 60_000
const DAY = 86_400_000

/** Longest booking with its buffers, 24 h each, and the most a zone's calendar day strays from UTC's. */
const REACH = 4 * DAY
/** A calendar week around any moment of the range. */
const LIMIT_REACH = 8 * DAY

const CLAIM_COLUMNS = `claims.host_id, holder_id, service_id,
  ${milliseconds('starts_at')} as starts_at, ${milliseconds('ends_at')} as ends_at,
  ${milliseconds('lower(blocked)')} as blocked_from,
  ${milliseconds('upper(blocked)')} as blocked_until,
  ${milliseconds('expires_at')} as expires_at`

/** Claims are short, so those that matter start near the range: one look into an index by host and start. */
const HOLDS_TIME = `released_at is null
  and starts_at >= cast(:from as timestamptz) and starts_at < cast(:until as timestamptz)`

/** A service's limits count its bookings with everyone, also with hosts who were not asked for. */
const COUNTED_ELSEWHERE = `
  union all
  select ${CLAIM_COLUMNS} from claims
  where service_id = any (cast(:countedIds as bigint[]))
    and host_id <> all (cast(:askedIds as bigint[])) and ${HOLDS_TIME}`

/** The claims that matter to some hosts. */
export interface TakenWanted {
  /** Those whose claims are read. */
  hostIds: readonly number[]
  /** Services whose bookings are read with everyone who is not among the hosts asked for. */
  countedIds: readonly number[]
  askedIds: readonly number[]
  span: Span
}

/**
 * What the engine needs to know of some services' hosts, in two queries however many there are, and
 * a third for their sessions where they have any.
 */
export async function loadAvailabilityRows(
  client: QueryClient,
  wanted: RowsWanted
): Promise<AvailabilityRows> {
  const hosts = await loadHosts(client, wanted)
  return {
    hosts,
    taken: await loadTaken(client, takenWanted(hosts, wanted)),
    sessions: wanted.groupIds.length > 0 ? await loadSessions(client, wanted) : [],
  }
}

export function loadHosts(
  client: QueryClient,
  { serviceIds, hostId, range }: RowsWanted
): Promise<HostRow[]> {
  return sql<HostRow>(
    client,
    `select service_hosts.service_id, hosts.id, hosts.is_active, hosts.time_zone, hosts.daily_limit, hosts.weekly_limit,
       (select coalesce(jsonb_agg(jsonb_build_object(
            'weekday', day_of_week, 'start', opens_time, 'end', closes_time)), '[]')
          from availability_rules where host_id = hosts.id) as weekly_hours,
       (select coalesce(jsonb_agg(jsonb_build_object('date', date, 'windows', windows)), '[]')
          from date_overrides where host_id = hosts.id
           and date between cast(:from as date) and cast(:until as date)) as overrides
     from service_hosts join hosts on hosts.id = service_hosts.host_id
       join services on services.id = service_hosts.service_id
     where service_hosts.service_id = any (cast(:serviceIds as bigint[]))
       and (hosts.is_active or services.host_mode = 'collective')
       and (cast(:hostId as bigint) is null or hosts.id = :hostId)
     order by service_hosts.priority desc, hosts.position, hosts.id`,
    { serviceIds: [...serviceIds], hostId, ...textOf(widened(range, REACH)) }
  )
}

/** All that is to be known of the time of these hosts. */
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

/** Host by host, so that each is a look into an index however many tenants there are. */
export async function loadTaken(
  client: QueryClient,
  { hostIds, countedIds, askedIds, span }: TakenWanted
): Promise<TakenRow[]> {
  const stored = await sql<StoredTime>(
    client,
    `select taken.* from unnest(cast(:hostIds as bigint[])) as asked (host_id), lateral (
       select ${CLAIM_COLUMNS} from claims
       where claims.host_id = asked.host_id and ${HOLDS_TIME}
       union all
       select calendar_busy.host_id, null, null,
         ${milliseconds('starts_at')}, ${milliseconds('ends_at')}, null, null, null
       from calendar_busy
       where calendar_busy.host_id = asked.host_id and tstzrange(starts_at, ends_at)
           && tstzrange(cast(:from as timestamptz), cast(:until as timestamptz))
     ) as taken${countedIds.length > 0 ? COUNTED_ELSEWHERE : ''}`,
    { hostIds: [...hostIds], countedIds: [...countedIds], askedIds: [...askedIds], ...textOf(span) }
  )
  return stored.map(toTakenRow)
}

/** No claim is joined: what several may share is a session, and stands among those. */
function toTakenRow(row: StoredTime): TakenRow {
  return {
    hostId: row.host_id,
    holderId: row.holder_id,
    serviceId: row.service_id,
    expiresAt: row.expires_at,
    time: {
      start: row.starts_at,
      end: row.ends_at,
      bufferBeforeMinutes: (row.starts_at - row.blocked_from) / MINUTE,
      bufferAfterMinutes: (row.blocked_until - row.ends_at) / MINUTE,
      seats: 1,
      sameService: false,
    },
  }
}

function widened({ start, end }: Span, reach: number): Span {
  return { start: start - reach, end: end + reach }
}

function textOf({ start, end }: Span): { from: string; until: string } {
  return { from: new Date(start).toISOString(), until: new Date(end).toISOString() }
}

/** As a double, which counts milliseconds exactly; `extract` would make a slow numeric of each. */
function milliseconds(moment: string): string {
  return `round(date_part('epoch', ${moment}) * 1000)`
}
