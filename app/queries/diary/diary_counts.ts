import db from '@adonisjs/lucid/services/db'
import { hostsHolding, KEPT_TIME } from '#claims'
import { isSeen } from '#queries/diary/diary_events'
import type { Instant, Span } from '#scheduling/types'
import { sql } from '#transactions'

/** What begins on a day. */
export interface DayCounts {
  /** Of the days asked for, from 0. */
  nth: number
  /** Bookings with a time of their own; a place in a session is seen there. */
  count: number
  sessions: number
  /** Times held for somebody who has no booking yet. */
  kept: number
  /** What is to be decided. */
  waiting: number
  hostIds: number[]
}

interface CountsWanted {
  businessId: number
  /** Null counts everybody's. */
  hostId: number | null
  /** They follow each other. */
  days: readonly Span[]
  now: Instant
}

const begins = (table: string) => `${table}.business_id = :businessId
  and ${table}.starts_at >= cast(:from as timestamptz)
  and ${table}.starts_at < cast(:until as timestamptz)`

const isTheirs = (table: string, serviceId: string) => `(cast(:hostId as bigint) is null
  or ${table}.host_id = :hostId
  or exists (select from services join service_hosts on service_hosts.service_id = services.id
    where services.id = ${serviceId} and services.host_mode = 'collective'
      and service_hosts.host_id = :hostId)
  or exists (select from json_array_elements_text(${hostsHolding(`${table}.id`)}) as held (id)
    where held.id = cast(:hostId as text)))`

const COUNTS = `
  with events as (
    select 'booking' as kind, host_id, starts_at, status = 'pending' as waits
    from bookings
    where ${begins('bookings')} and session_id is null and ${isSeen.booking}
      and ${isTheirs('bookings', 'bookings.service_id')}
    union all
    select 'session', host_id, starts_at, false
    from group_sessions as sessions
    where ${begins('sessions')} and ${isSeen.session}
      and ${isTheirs('sessions', 'sessions.service_id')}
    union all
    select 'move', moves.host_id, moves.starts_at, true
    from move_requests as moves join bookings on bookings.id = moves.booking_id
    where ${begins('moves')} and ${isSeen.move}
      and ${isTheirs('moves', 'bookings.service_id')}
    union all
    select 'kept', host_id, starts_at, false from (${KEPT_TIME}) as kept
  )
  select width_bucket(starts_at, cast(:begins as timestamptz[])) - 1 as nth,
    cast(count(*) filter (where kind = 'booking') as integer) as count,
    cast(count(*) filter (where kind = 'session') as integer) as sessions,
    cast(count(*) filter (where kind = 'kept') as integer) as kept,
    cast(count(*) filter (where waits) as integer) as waiting,
    json_agg(distinct host_id) as "hostIds"
  from events group by 1`

/** For a month, which names none of them. */
export function diaryCounts({ businessId, hostId, days, now }: CountsWanted): Promise<DayCounts[]> {
  const iso = (instant: Instant) => new Date(instant).toISOString()
  return sql<DayCounts>(db.connection(), COUNTS, {
    ...{ businessId, hostId, now: iso(now) },
    begins: days.map(({ start }) => iso(start)),
    from: iso(days[0].start),
    until: iso(days[days.length - 1].end),
  })
}
