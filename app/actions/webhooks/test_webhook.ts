import type { By } from '#models/by'
import WebhookEndpoint from '#models/webhooks/webhook_endpoint'
import { deliverAfter, oweTest } from '#outbox'
import { inTransaction, lockRowOrFail, noteDone } from '#transactions'

interface Test {
  businessId: number
  endpointId: number
  by: By
}

/** Also while it is paused, which it may be until it works. */
export default class TestWebhook {
  async handle({ businessId, endpointId: id, by }: Test): Promise<void> {
    await deliverAfter(by, () =>
      inTransaction(async (trx) => {
        const endpoint = await lockRowOrFail(trx, WebhookEndpoint, { businessId, id })
        await noteDone(trx, businessId, by.keyed)
        return { owed: await oweTest(trx, endpoint, by) }
      })
    )
  }
}
