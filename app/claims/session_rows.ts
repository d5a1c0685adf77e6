import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type { Instant, OfferedSession, Span } from '#scheduling/types'
import { sql } from '#transactions'
import { milliseconds } from './milliseconds.js'

export interface SessionRow {
  id: number
  service_id: number
  host_id: number
  starts_at: Instant
  ends_at: Instant
  deadline: Instant
  capacity: number
  is_bookable: boolean
  is_planned: boolean
  /** Seats that only a decision frees; `seats_until` is when each of the others expires. */
  kept_seats: number
  seats_until: Instant[]
  /** The fewest that somebody waits for, where the owner chooses to whom places go. */
  kept_from: number | null
  expires_at: Instant | null
}

/** Where the owner chooses to whom places go. Needs rows of `sessions` and `services`. */
export const OFFERS_BY_HAND = 'coalesce(sessions.offers_by_hand, services.offers_by_hand)'

/** The fewest places that somebody waits for in a session; null where nobody does. */
const FEWEST_WANTED = `(
  select min(seats) from waitlist_entries as entries
  where entries.service_id = sessions.service_id and entries.starts_at = sessions.starts_at
    and entries.booking_id is null and entries.status = 'waiting'
    and (entries.host_id is null or entries.host_id = sessions.host_id))`

/** From how many free places on they are kept for those who wait, until the owner has chosen. */
export const KEPT_FROM = `
  case when ${OFFERS_BY_HAND} and not sessions.lets_anybody_book then ${FEWEST_WANTED} end`

/** A planned session keeps its places where its service now takes one client at a time. */
export function hasPlanned(serviceId: string, from: string, until = "'infinity'"): string {
  return `exists (
    select from group_sessions
    where service_id = ${serviceId} and is_planned and status = 'scheduled'
      and starts_at >= ${from} and starts_at < ${until})`
}

interface SessionsWanted {
  groupIds: readonly number[]
  range: Span
}

export function loadSessions(
  client: QueryClient,
  { groupIds, range }: SessionsWanted
): Promise<SessionRow[]> {
  return sql<SessionRow>(
    client,
    `select sessions.id, sessions.service_id, sessions.host_id, sessions.capacity,
       sessions.is_bookable, sessions.is_planned, seats.kept as kept_seats, seats.until as seats_until,
       ${KEPT_FROM} as kept_from,
       ${milliseconds('sessions.starts_at')} as starts_at,
       ${milliseconds('sessions.ends_at')} as ends_at,
       ${milliseconds(
         'sessions.starts_at - make_interval(hours => sessions.booking_deadline_hours)'
       )} as deadline,
       ${milliseconds('claims.expires_at')} as expires_at
     from group_sessions as sessions
     join services on services.id = sessions.service_id
     join claims on claims.holder_id = sessions.id and claims.host_id = sessions.host_id
       and claims.released_at is null
     cross join lateral (
       select cast(count(*) filter (where expires_at is null) as integer) as kept,
         coalesce(jsonb_agg(${milliseconds('expires_at')})
           filter (where expires_at is not null), '[]') as until
       from session_seats where session_id = sessions.id and released_at is null
     ) as seats
     where sessions.service_id = any (cast(:groupIds as bigint[]))
       and sessions.status = 'scheduled'
       and sessions.starts_at >= cast(:from as timestamptz)
       and sessions.starts_at < cast(:until as timestamptz)
     order by sessions.starts_at, sessions.id`,
    {
      groupIds: [...groupIds],
      from: new Date(range.start).toISOString(),
      until: new Date(range.end).toISOString(),
    }
  )
}

interface SessionWanted {
  serviceId: number
  capacity: number
  now: Instant
}

export function toSession(
  row: SessionRow,
  { serviceId, capacity, now }: SessionWanted
): OfferedSession[] {
  const isOver = row.expires_at !== null && row.expires_at <= now
  if (row.service_id !== serviceId || isOver) return []
  const taken = row.kept_seats + row.seats_until.filter((until) => until > now).length
  const places = row.is_planned ? row.capacity : Math.max(capacity, taken)
  const seatsLeft = places - taken
  const isKept = row.kept_from !== null && row.kept_from <= seatsLeft
  return [
    {
      sessionId: row.id,
      hostId: row.host_id,
      start: row.starts_at,
      end: row.ends_at,
      capacity: places,
      seatsLeft,
      ...(isKept && { seatsKept: seatsLeft }),
      deadline: row.deadline,
      isBookable: row.is_bookable,
      isPlanned: row.is_planned,
    },
  ]
}

/** When the clock alone changes what the session offers. */
export function endsOf(row: SessionRow): Instant[] {
  const ends = [row.deadline, row.starts_at, row.ends_at, ...row.seats_until]
  return row.expires_at === null ? ends : [...ends, row.expires_at]
}
