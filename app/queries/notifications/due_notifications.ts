import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { sql } from '#transactions'

export interface DueNotification {
  id: number
  attempts: number
  requestId: string | null
  minutesOverdue: number
}

/** Due by the database's clock and not leased, the longest waiting first. */
export function findDueNotifications(
  client: QueryClient,
  limit: number
): Promise<DueNotification[]> {
  return sql<DueNotification>(
    client,
    `select id, attempts, request_id as "requestId",
       cast(floor(extract(epoch from clock_timestamp() - greatest(next_attempt_at, leased_until)) / 60)
         as integer) as "minutesOverdue"
     from notifications
     where status = 'queued' and channel <> 'in_app' and next_attempt_at <= clock_timestamp()
       and (leased_until is null or leased_until <= clock_timestamp())
     order by next_attempt_at, id
     limit :limit`,
    { limit }
  )
}
