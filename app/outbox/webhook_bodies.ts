import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import features from '#config/features'
import { type Message, webhookData } from '#messages'
import type { SubjectType } from '#models/notifications/notification'
import type { WebhookEvent } from '#models/webhooks/webhook_event'
import { sql } from '#transactions'

/**
 * SQL of the systems of `:businessId` that want to be told of `:webhookEvent`. One that is being
 * deleted is waited for, and left out.
 */
export const ENDPOINTS = `
  select cast(null as bigint) as user_id, cast(null as bigint) as inbox_address_id,
         id as webhook_endpoint_id, cast(null as bigint) as push_device_id, 'webhook' as channel
    from (
      select id from webhook_endpoints
       where business_id = :businessId and paused_at is null
         and cast(:webhookEvent as text) is not null
         and (events is null or cast(:webhookEvent as text) = any(events))
         for key share
    ) as endpoints`

/** SQL: the same on every attempt, and of no other message anywhere. */
export const WEBHOOK_ID = `
  case channel when 'webhook' then 'msg_' || replace(cast(gen_random_uuid() as text), '-', '') end`

export interface OwedWebhook {
  notificationId: number
  channel: string
  createdAt: Date | string
}

interface Bodies {
  event: WebhookEvent
  subject: { type: SubjectType; id: number }
  rows: readonly OwedWebhook[]
}

export function webhookEventOf(
  { webhook }: Pick<Message, 'webhook'>,
  calendarSequence = 0
): WebhookEvent | null {
  if (!features.webhooks || !webhook) return null
  return typeof webhook === 'function' ? webhook(calendarSequence) : webhook
}

/** As it is at this moment, whenever it is delivered. Costs nothing where nobody listens. */
export async function writeBodies(
  trx: Transaction,
  { event, subject, rows }: Bodies
): Promise<void> {
  const webhooks = rows.filter(({ channel }) => channel === 'webhook')
  if (webhooks.length === 0) return
  const data = await webhookData(subject, trx)
  const [{ createdAt }] = webhooks
  const timestamp = new Date(createdAt).toISOString()
  await sql(
    trx,
    `insert into webhook_bodies (notification_id, event, body)
     select id, :event, :body from unnest(cast(:ids as bigint[])) as owed (id)`,
    {
      event,
      body: JSON.stringify({ type: event, timestamp, data }),
      ids: webhooks.map(({ notificationId }) => notificationId),
    }
  )
}
