import { oweEachTime } from './owe.js'
import { wakeDeliveries } from './wake_deliveries.js'
import { recordAudit } from '#history'
import { webhookPaused } from '#messages'
import { bySystem } from '#models/by'
import type WebhookEndpoint from '#models/webhooks/webhook_endpoint'
import type { PauseReason } from '#models/webhooks/webhook_endpoint'
import { inTransaction, sql } from '#transactions'

/** By itself, once; whoever is in charge is told. */
export async function pauseEndpoint(
  { id, businessId }: WebhookEndpoint,
  because: PauseReason,
  requestId: string | null
): Promise<void> {
  const by = bySystem(requestId)
  const owed = await inTransaction(async (trx) => {
    const paused = await sql(
      trx,
      `update webhook_endpoints
       set paused_at = clock_timestamp(), paused_because = :because, updated_at = clock_timestamp()
       where id = :id and paused_at is null returning id`,
      { id, because }
    )
    if (paused.length === 0) return []
    const subject = { type: 'webhook_endpoint' as const, id }
    await recordAudit(trx, {
      ...{ businessId, by, action: 'webhook.paused' },
      ...{ subjectType: subject.type, subjectId: id, changes: { pausedBecause: because } },
    })
    return oweEachTime(trx, webhookPaused, { businessId, subject, by })
  })
  await wakeDeliveries(owed, requestId)
}
