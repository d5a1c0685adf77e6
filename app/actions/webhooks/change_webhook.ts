import type { WebhookDetails } from '#actions/webhooks/create_webhook'
import { changeSettings } from '#steps'
import { changesOf } from '#history'
import type { By } from '#models/by'
import WebhookEndpoint from '#models/webhooks/webhook_endpoint'
import { webhookContent } from '#models/webhooks/webhook_content'
import { brokenConstraint, inTransaction, lockRowOrFail } from '#transactions'

interface Change {
  businessId: number
  endpointId: number
  details: WebhookDetails
  /** `versionOf` the `webhookContent` that the form was made from. */
  version: string | null
  by: By
}

/** What happens from now on goes where it says; what was owed before goes there, too. */
export default class ChangeWebhook {
  async handle(change: Change): Promise<'saved' | 'stale' | 'known'> {
    try {
      return await this.change(change)
    } catch (error) {
      if (brokenConstraint(error) !== 'webhook_endpoints_business_id_url_key') throw error
      return 'known'
    }
  }

  private change({ endpointId: id, details, ...wanted }: Change): Promise<'saved' | 'stale'> {
    const { businessId } = wanted
    return inTransaction(async (trx) => {
      const endpoint = await lockRowOrFail(trx, WebhookEndpoint, { businessId, id })
      return changeSettings(trx, wanted, {
        row: endpoint,
        shown: [webhookContent(endpoint)],
        change: () => changesOf(endpoint.merge(details)),
        action: 'webhook.updated',
        subjectType: 'webhook_endpoint',
      })
    })
  }
}
