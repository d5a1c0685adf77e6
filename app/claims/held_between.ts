import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type { HeldTime } from '#scheduling/scenarios/comparison'
import type { Instant } from '#scheduling/types'
import { sql } from '#transactions'
import { milliseconds } from './milliseconds.js'

export interface HeldByPeople extends HeldTime {
  /** The holder's: of a booking, a group session, or a move that waits. */
  id: number
  kind: 'booking' | 'session' | 'move'
  /** Of a booking, or of the one that would move. */
  bookingId: number | null
  isWaiting: boolean
  /** Null for a session. */
  clientName: string | null
  serviceName: string
  /** Of a session: those that have a place in it. */
  bookings: number
  /** Whose it is, or theirs: each once, however often they are booked. */
  clients: string[]
}

interface HeldWanted {
  businessId: number
  hostIds: readonly number[]
  from: Instant
  /** Null looks as far as anything is booked. */
  until: Instant | null
  now: Instant
}

/** What is not over, without pauses; earliest first, an entry for each host that it needs. */
export function heldBetween(
  client: QueryClient,
  { businessId, hostIds, from, until, now }: HeldWanted
): Promise<HeldByPeople[]> {
  return sql<HeldByPeople>(
    client,
    `select claims.holder_id as id, claims.host_id as "hostId",
       case when group_sessions.id is not null then 'session'
         when move_requests.id is not null then 'move' else 'booking' end as kind,
       booked.id as "bookingId", coalesce(booked.status = 'pending', false) as "isWaiting",
       booked.client_name as "clientName", services.name as "serviceName",
       inside.bookings, inside.clients,
       ${milliseconds('claims.starts_at')} as "start", ${milliseconds('claims.ends_at')} as "end"
     from claims join services on services.id = claims.service_id
       left join group_sessions on group_sessions.id = claims.holder_id
       left join move_requests on move_requests.id = claims.holder_id
       left join bookings as booked
         on booked.id = coalesce(move_requests.booking_id, claims.holder_id)
       cross join lateral (
         select count(*) filter (where bookings.session_id is not null) as bookings,
           coalesce(array_agg(distinct coalesce(clients.record_id::text, 'booking ' || bookings.id)), '{}') as clients
         from bookings left join clients on clients.id = bookings.client_id
         where bookings.id = booked.id
           or bookings.session_id = group_sessions.id
             and (bookings.status = 'approved' or bookings.status = 'pending'
               and bookings.expires_at > cast(:now as timestamptz))
       ) as inside
     where claims.business_id = :businessId and claims.host_id = any(cast(:hostIds as bigint[]))
       and claims.released_at is null
       and (booked.id is not null or group_sessions.id is not null)
       and (claims.expires_at is null or claims.expires_at > cast(:now as timestamptz))
       and claims.ends_at > greatest(cast(:now as timestamptz), cast(:from as timestamptz))
       and (cast(:until as timestamptz) is null or claims.starts_at < cast(:until as timestamptz))
     order by claims.starts_at, claims.holder_id, claims.host_id`,
    {
      businessId,
      hostIds: [...hostIds],
      from: new Date(from).toISOString(),
      until: until === null ? null : new Date(until).toISOString(),
      now: new Date(now).toISOString(),
    }
  )
}
