import db from '@adonisjs/lucid/services/db'
import { placesTaken } from '#claims'
import type { BookingStatus } from '#scheduling/slots/bookings'
import type { Instant, Span } from '#scheduling/types'
import { hostsHolding } from '#claims'
import { ROOM_GOES_ALONG } from '#models/availability/host'
import { sql } from '#transactions'

export interface DiaryEvent extends Span {
  /** A move is the time that a client asks for; an offer waits for one who waited. */
  kind: 'booking' | 'session' | 'move' | 'offer'
  id: number
  hostId: number
  /** All who give the service, where it needs them together; else null. */
  teamIds: number[] | null
  /** What its claims are found by. */
  holderId: number
  status: BookingStatus
  clientName: string | null
  serviceName: string
  expiresAt: Instant | null
  places: { taken: number; capacity: number; waiting: number } | null
  /** Its time, or its client, was taken against a rule on purpose. */
  isAnyway: boolean
  /** What its client answered to a reminder. */
  isComing: boolean | null
}

interface EventRow {
  kind: DiaryEvent['kind']
  id: number
  host_id: number
  team_ids: number[] | null
  holder_id: number
  starts_at: Date
  ends_at: Date
  expires_at: Date | null
  status: BookingStatus
  client_name: string | null
  service_name: string
  taken: number | null
  capacity: number | null
  waiting: number | null
  is_anyway: boolean
  is_coming: boolean | null
}

/** No booking is longer, so that a look into an index by start is enough. */
const LONGEST = 86_400_000

const teamOf = (holderId: string) => `case
  when services.host_mode = 'collective' then (
    select json_agg(host_id) from service_hosts where service_id = services.id)
  when ${ROOM_GOES_ALONG} then ${hostsHolding(holderId)} end`

/** Needs `:from`, `:early` and `:until`. */
const within = (table: string) => `${table}.business_id = :businessId
  and ${table}.starts_at >= cast(:early as timestamptz)
  and ${table}.starts_at < cast(:until as timestamptz)
  and ${table}.ends_at > cast(:from as timestamptz)`

const waits = (table: string) => `${table}.expires_at > cast(:now as timestamptz)`

export const isSeen = {
  booking: `(bookings.status in ('approved', 'completed', 'no_show')
    or bookings.status = 'pending' and ${waits('bookings')})`,
  session: `sessions.status = 'scheduled'`,
  move: `moves.session_id is null and moves.status = 'pending' and ${waits('moves')}`,
} as const

/** A place in a session is seen there. */
const EVENTS = `
  select 'booking' as kind, bookings.id, bookings.host_id, ${teamOf('bookings.id')} as team_ids,
    bookings.id as holder_id, bookings.starts_at, bookings.ends_at, bookings.expires_at,
    bookings.status, bookings.client_name, services.name as service_name,
    cast(null as integer) as taken, cast(null as integer) as capacity,
    cast(null as integer) as waiting, cardinality(bookings.overrides) > 0 as is_anyway,
    bookings.is_coming
  from bookings join services on services.id = bookings.service_id
  where ${within('bookings')} and bookings.session_id is null and ${isSeen.booking}
  union all
  select 'session', sessions.id, sessions.host_id, ${teamOf('sessions.id')},
    sessions.id, sessions.starts_at, sessions.ends_at, null,
    'approved', null, services.name,
    ${placesTaken('sessions.id')},
    case when sessions.is_planned then sessions.capacity else services.capacity end,
    (select cast(count(*) as integer) from bookings where bookings.session_id = sessions.id
       and bookings.status = 'pending' and ${waits('bookings')}),
    false, null
  from group_sessions as sessions join services on services.id = sessions.service_id
  where ${within('sessions')} and ${isSeen.session}
  union all
  select 'move', moves.id, moves.host_id, ${teamOf('moves.booking_id')},
    moves.booking_id, moves.starts_at, moves.ends_at, moves.expires_at,
    'pending', bookings.client_name, services.name, null, null, null, false, null
  from move_requests as moves join bookings on bookings.id = moves.booking_id
    join services on services.id = bookings.service_id
  where ${within('moves')} and ${isSeen.move}
  union all
  select 'offer', offers.id, offers.host_id, ${teamOf('offers.id')},
    offers.id, offers.starts_at, offers.ends_at, offers.expires_at,
    'pending', entries.client_name, services.name, null, null, null, false, null
  from waitlist_offers as offers join waitlist_entries as entries on entries.id = offers.entry_id
    join services on services.id = entries.service_id
  where ${within('offers')} and offers.session_id is null
    and offers.status = 'open' and ${waits('offers')}
  order by starts_at, id`

export async function diaryEvents(
  businessId: number,
  { start, end }: Span,
  now: Instant
): Promise<DiaryEvent[]> {
  const rows = await sql<EventRow>(db.connection(), EVENTS, {
    businessId,
    early: new Date(start - LONGEST).toISOString(),
    from: new Date(start).toISOString(),
    until: new Date(end).toISOString(),
    now: new Date(now).toISOString(),
  })
  return rows.map(toEvent)
}

function toEvent(row: EventRow): DiaryEvent {
  const { taken, capacity, waiting } = row
  return {
    kind: row.kind,
    id: row.id,
    hostId: row.host_id,
    teamIds: row.team_ids,
    holderId: row.holder_id,
    start: row.starts_at.getTime(),
    end: row.ends_at.getTime(),
    expiresAt: row.expires_at?.getTime() ?? null,
    status: row.status,
    clientName: row.client_name,
    serviceName: row.service_name,
    places:
      taken === null
        ? null
        : { taken, capacity: Math.max(capacity ?? 0, taken), waiting: waiting ?? 0 },
    isAnyway: row.is_anyway,
    isComing: row.is_coming,
  }
}
