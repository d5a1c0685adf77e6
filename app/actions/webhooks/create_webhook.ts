import { recordAudit } from '#history'
import type { By } from '#models/by'
import Business from '#models/settings/business'
import WebhookEndpoint, { MOST_ENDPOINTS } from '#models/webhooks/webhook_endpoint'
import { inTransaction, lockRowOrFail } from '#transactions'

export type WebhookDetails = Pick<WebhookEndpoint, 'url' | 'description' | 'events'>

interface Creation {
  businessId: number
  details: WebhookDetails
  by: By
}

export type CreateWebhookOutcome =
  { endpoint: WebhookEndpoint; secret: string } | 'too_many' | 'known'

/** The secret is in the result only: the database keeps it encrypted. */
export default class CreateWebhook {
  handle({ businessId, details, by }: Creation): Promise<CreateWebhookOutcome> {
    return inTransaction(async (trx) => {
      await lockRowOrFail(trx, Business, { id: businessId })
      const all = await WebhookEndpoint.query({ client: trx }).where({ businessId })
      if (all.length >= MOST_ENDPOINTS) return 'too_many'
      if (all.some(({ url }) => url === details.url)) return 'known'

      const secret = WebhookEndpoint.newSecret()
      const endpoint = await new WebhookEndpoint()
        .useTransaction(trx)
        .fill({ businessId, ...details, secret: '' })
        .save()
      await endpoint.merge({ secret: WebhookEndpoint.sealed(endpoint.id, secret) }).save()
      await recordAudit(trx, {
        ...{ businessId, by, action: 'webhook.created' },
        ...{ subjectType: 'webhook_endpoint', subjectId: endpoint.id },
        changes: { url: details.url, events: details.events },
      })
      return { endpoint, secret }
    })
  }
}
