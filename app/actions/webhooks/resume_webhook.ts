import { recordAudit } from '#history'
import type { By } from '#models/by'
import WebhookEndpoint from '#models/webhooks/webhook_endpoint'
import { inTransaction, lockRowOrFail } from '#transactions'

interface Resumption {
  businessId: number
  endpointId: number
  by: By
}

/** What happens from now on is sent there; what happened meanwhile is not. Safe to repeat. */
export default class ResumeWebhook {
  handle({ businessId, endpointId: id, by }: Resumption): Promise<void> {
    return inTransaction(async (trx) => {
      const endpoint = await lockRowOrFail(trx, WebhookEndpoint, { businessId, id })
      if (!endpoint.isPaused) return
      await endpoint.merge({ pausedAt: null, pausedBecause: null, failingSince: null }).save()
      await recordAudit(trx, {
        ...{ businessId, by, action: 'webhook.resumed' },
        ...{ subjectType: 'webhook_endpoint', subjectId: id },
      })
    })
  }
}
