import { randomUUID } from 'node:crypto'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { OwedMail } from './owe.js'
import { type OwedWebhook, WEBHOOK_ID, writeBodies } from './webhook_bodies.js'
import { webhookTest } from '#messages'
import type { By } from '#models/by'
import { TEST_EVENT } from '#models/webhooks/webhook_event'
import type WebhookEndpoint from '#models/webhooks/webhook_endpoint'
import { sql } from '#transactions'

/** To that one endpoint, whatever it wants to be told of. */
export async function oweTest(
  trx: Transaction,
  { id, businessId }: WebhookEndpoint,
  { requestId }: By
): Promise<OwedMail[]> {
  const rows = await sql<OwedWebhook & OwedMail>(
    trx,
    `insert into notifications
       (business_id, subject_type, subject_id, webhook_endpoint_id, type, channel, dedupe_key,
        message_id, request_id)
     select :businessId, 'webhook_endpoint', :id, :id, :type, channel, :key, ${WEBHOOK_ID}, :requestId
     from (values ('webhook')) as channels (channel)
     returning id as "notificationId", attempts as attempt, channel, created_at as "createdAt"`,
    { businessId, id, type: webhookTest.type, key: `webhook_test:${randomUUID()}`, requestId }
  )
  const subject = { type: 'webhook_endpoint' as const, id }
  await writeBodies(trx, { event: TEST_EVENT, subject, rows })
  return rows.map(({ notificationId, attempt }) => ({ notificationId, attempt }))
}
