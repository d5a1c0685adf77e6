import db from '@adonisjs/lucid/services/db'
import { sql } from '#queries/sql'
import type { Instant, Span } from '#scheduling/types'

export interface BookingInTheWay extends Span {
  id: number
  hostId: number
  clientName: string
}

interface Asked {
  businessId: number
  hostIds: number[]
  span: Span
  now: Instant
}

const MOST = 20

/** What holds any of the hosts' time in a span, pauses included; earliest first. */
export function bookingsInTheWay({ businessId, hostIds, span, now }: Asked) {
  return sql<BookingInTheWay>(
    db.connection(),
    `select bookings.id, claims.host_id as "hostId", bookings.client_name as "clientName",
       round(date_part('epoch', claims.starts_at) * 1000) as "start",
       round(date_part('epoch', claims.ends_at) * 1000) as "end"
     from claims join bookings on bookings.id = claims.holder_id
     where claims.business_id = :businessId and claims.host_id = any(cast(:hostIds as bigint[]))
       and claims.released_at is null
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
