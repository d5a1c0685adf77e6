import { recordAudit } from '#history'
import type { By } from '#models/by'
import WebhookEndpoint from '#models/webhooks/webhook_endpoint'
import { inTransaction, lockRowOrFail } from '#transactions'

interface Removal {
  businessId: number
  endpointId: number
  by: By
}

/** With all that it was sent. */
export default class DeleteWebhook {
  handle({ businessId, endpointId: id, by }: Removal): Promise<void> {
    return inTransaction(async (trx) => {
      const endpoint = await lockRowOrFail(trx, WebhookEndpoint, { businessId, id })
      await endpoint.delete()
      await recordAudit(trx, {
        ...{ businessId, by, action: 'webhook.deleted' },
        ...{ subjectType: 'webhook_endpoint', subjectId: id, changes: { url: endpoint.url } },
      })
    })
  }
}
