import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import webhooks from '#config/webhooks'
import { sql } from '#transactions'

/** With what they said, which names clients. */
export async function forgetWebhooks(client: QueryClient): Promise<void> {
  await sql(
    client,
    `delete from notifications
      where channel = 'webhook' and status <> 'queued'
        and created_at < clock_timestamp() - interval '${webhooks.keptDays} days'`
  )
}
