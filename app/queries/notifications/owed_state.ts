import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { PRIVATE_TYPES } from '#models/notifications/notification'
import { sql } from '#transactions'

/** How long what waits longest is due, and how many went wrong in the last week; of all businesses for null. */
export async function owedState(client: QueryClient, businessId: number | null) {
  const [state] = await sql<{ oldestAgeSeconds: number; failed: number }>(
    client,
    `select
       cast(greatest(0, coalesce(extract(epoch from clock_timestamp() - min(next_attempt_at)
         filter (where status = 'queued')), 0)) as float8) as "oldestAgeSeconds",
       cast(count(*) filter (where status in ('failed', 'bounced')
         and next_attempt_at > statement_timestamp() - interval '7 days') as integer) as failed
     from notifications
     where status in ('queued', 'failed', 'bounced')
       and channel not in ('in_app', 'webhook', 'push')
       and (cast(:businessId as bigint) is null
         or (business_id = :businessId and type <> all(cast(:private as text[]))))`,
    { businessId, private: [...PRIVATE_TYPES] }
  )
  return state
}
