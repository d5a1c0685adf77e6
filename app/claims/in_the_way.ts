import db from '@adonisjs/lucid/services/db'
import type { Instant, Span } from '#scheduling/types'
import { sql } from '#transactions'

export interface InTheWay extends Span {
  id: number
  hostId: number
  clientName: string | null
  serviceName: string
}

interface Wanted {
  businessId: number
  hostIds: number[]
  span: Span
  now: Instant
}

const MOST = 20

/** Buffers included; earliest first. */
export function inTheWay({ businessId, hostIds, span, now }: Wanted) {
  return sql<InTheWay>(
    db.connection(),
    `select claims.holder_id as id, claims.host_id as "hostId",
       bookings.client_name as "clientName", services.name as "serviceName",
       round(date_part('epoch', claims.starts_at) * 1000) as "start",
       round(date_part('epoch', claims.ends_at) * 1000) as "end"
     from claims join services on services.id = claims.service_id
       left join bookings on bookings.id = claims.holder_id
       left join group_sessions on group_sessions.id = claims.holder_id
     where claims.business_id = :businessId and claims.host_id = any(cast(:hostIds as bigint[]))
       and claims.released_at is null
       and (bookings.id is not null or group_sessions.id is not null)
       and (claims.expires_at is null or claims.expires_at > cast(:now as timestamptz))
       and claims.blocked && tstzrange(cast(:from as timestamptz), cast(:until as timestamptz))
     order by claims.starts_at limit :most`,
    {
      businessId,
      hostIds,
      from: new Date(span.start).toISOString(),
      until: new Date(span.end).toISOString(),
      now: new Date(now).toISOString(),
      most: MOST,
    }
  )
}
