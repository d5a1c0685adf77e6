import { recordAudit } from '#history'
import type { By } from '#models/by'
import WebhookEndpoint from '#models/webhooks/webhook_endpoint'
import { databaseNow, inTransaction, lockRowOrFail } from '#transactions'

interface Pause {
  businessId: number
  endpointId: number
  by: By
}

/** Nothing more is sent there, what was still owed neither. Safe to repeat. */
export default class PauseWebhook {
  handle({ businessId, endpointId: id, by }: Pause): Promise<void> {
    return inTransaction(async (trx) => {
      const endpoint = await lockRowOrFail(trx, WebhookEndpoint, { businessId, id })
      if (endpoint.isPaused) return
      await endpoint.merge({ pausedAt: await databaseNow(trx), pausedBecause: 'by_hand' }).save()
      await recordAudit(trx, {
        ...{ businessId, by, action: 'webhook.paused' },
        ...{ subjectType: 'webhook_endpoint', subjectId: id },
      })
    })
  }
}
