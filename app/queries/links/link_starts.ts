import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type { Instant, Span } from '#scheduling/types'
import { sql } from '#transactions'

/** A calendar week around any moment of the range, in any zone. */
const LIMIT_REACH = 9 * 86_400_000

export async function linkStarts(
  client: QueryClient,
  linkId: number,
  { start, end }: Span,
  now: Instant,
  movingIds: readonly number[] = []
): Promise<Instant[]> {
  const rows = await sql<{ starts_at: Date }>(
    client,
    `select distinct on (coalesce(session_id, id)) starts_at from bookings
     where link_id = :linkId and id <> all (cast(:movingIds as bigint[]))
       and starts_at >= cast(:from as timestamptz) and starts_at < cast(:until as timestamptz)
       and status not in ('cancelled', 'rejected', 'expired')
       and (status <> 'pending' or expires_at > cast(:now as timestamptz))`,
    {
      linkId,
      movingIds: [...movingIds],
      from: new Date(start - LIMIT_REACH),
      until: new Date(end + LIMIT_REACH),
      now: new Date(now),
    }
  )
  return rows.map((row) => row.starts_at.getTime())
}
