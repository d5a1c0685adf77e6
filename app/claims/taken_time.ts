import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { buffersBetween } from '#scheduling/rules/buffers'
import type { Instant, Span, TakenSpan } from '#scheduling/types'
import { sql } from '#transactions'
import { milliseconds } from './milliseconds.js'

export interface TakenRow {
  hostId: number
  holderId: number | null
  serviceId: number | null
  /** From then on it holds no time, released or not. */
  expiresAt: Instant | null
  /** Made once, since a page has hundreds and is asked for again and again. */
  time: TakenSpan
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

const CLAIM_COLUMNS = `claims.host_id, holder_id, service_id,
  ${milliseconds('starts_at')} as starts_at, ${milliseconds('ends_at')} as ends_at,
  ${milliseconds('lower(blocked)')} as blocked_from,
  ${milliseconds('upper(blocked)')} as blocked_until,
  ${milliseconds('expires_at')} as expires_at`

/** Claims are short, so those that matter start near the range: one look into an index. */
const HOLDS_TIME = `released_at is null
  and starts_at >= cast(:from as timestamptz) and starts_at < cast(:until as timestamptz)`

/** A service's limits count its bookings with all hosts, not only with those asked for. */
const COUNTED_ELSEWHERE = `
  union all
  select ${CLAIM_COLUMNS} from claims
  where service_id = any (cast(:countedIds as bigint[]))
    and host_id <> all (cast(:askedIds as bigint[])) and ${HOLDS_TIME}`

export interface TakenWanted {
  hostIds: readonly number[]
  countedIds: readonly number[]
  askedIds: readonly number[]
  span: Span
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
    {
      hostIds: [...hostIds],
      countedIds: [...countedIds],
      askedIds: [...askedIds],
      from: new Date(span.start).toISOString(),
      until: new Date(span.end).toISOString(),
    }
  )
  return stored.map(toTakenRow)
}

/** A claim is never shared: what several may share is a session. */
function toTakenRow(row: StoredTime): TakenRow {
  const span = { start: row.starts_at, end: row.ends_at }
  return {
    hostId: row.host_id,
    holderId: row.holder_id,
    serviceId: row.service_id,
    expiresAt: row.expires_at,
    time: {
      ...span,
      ...buffersBetween(span, { start: row.blocked_from, end: row.blocked_until }),
      seats: 1,
      sameService: false,
    },
  }
}
