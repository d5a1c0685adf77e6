import db from '@adonisjs/lucid/services/db'
import type { HeldTime } from '#scheduling/scenarios/comparison'
import type { Instant } from '#scheduling/types'
import { sql } from '#transactions'

export interface ComingClaim extends HeldTime {
  bookingId: number
  /** Whose time it is where it is a place in one. */
  sessionId: number | null
  serviceId: number
  serviceName: string
  clientName: string
}

interface ComingWanted {
  businessId: number
  hostId?: number | null
  serviceIds?: number[] | null
  now: Instant
}

export function comingClaims({ businessId, hostId = null, serviceIds = null, now }: ComingWanted) {
  return sql<ComingClaim>(
    db.connection(),
    `select bookings.id as "bookingId", bookings.session_id as "sessionId", bookings.service_id as "serviceId",
       services.name as "serviceName", bookings.client_name as "clientName", claims.host_id as "hostId",
       round(date_part('epoch', claims.starts_at) * 1000) as "start",
       round(date_part('epoch', claims.ends_at) * 1000) as "end"
     from claims join lateral (
       select * from bookings where bookings.id = claims.holder_id
       union all
       select * from bookings where bookings.session_id = claims.holder_id
         and (bookings.status = 'approved' or bookings.status = 'pending'
           and bookings.expires_at > cast(:now as timestamptz))
     ) as bookings on true
     join services on services.id = bookings.service_id
     where claims.business_id = :businessId
       and (cast(:hostId as bigint) is null or claims.host_id = :hostId)
       and (cast(:serviceIds as bigint[]) is null or claims.service_id = any(:serviceIds))
       and claims.released_at is null
       and (claims.expires_at is null or claims.expires_at > cast(:now as timestamptz))
       and claims.starts_at >= cast(:now as timestamptz)
     order by claims.starts_at, bookings.id`,
    { businessId, hostId, serviceIds, now: new Date(now).toISOString() }
  )
}
