import { recordAudit } from '#history'
import type { By } from '#models/by'
import Notification from '#models/notifications/notification'
import WebhookEndpoint from '#models/webhooks/webhook_endpoint'
import { deliverAfter, type OwedMail, requeue } from '#outbox'
import { databaseNow, inTransaction } from '#transactions'

interface Sending {
  businessId: number
  deliveryId: number
  by: By
}

export type SendWebhookAgainOutcome = 'queued' | 'is_paused' | 'is_being_sent' | 'not_found'

/** Under the same id and with the same body, with all its tries before it. */
export default class SendWebhookAgain {
  async handle({ businessId, deliveryId: id, by }: Sending): Promise<SendWebhookAgainOutcome> {
    const { outcome } = await deliverAfter(by, () =>
      inTransaction<{ outcome: SendWebhookAgainOutcome; owed?: OwedMail[] }>(async (trx) => {
        const delivery = await Notification.query({ client: trx })
          .where({ businessId, channel: 'webhook', id })
          .forUpdate()
          .first()
        if (!delivery) return { outcome: 'not_found' }
        const { webhookEndpointId: endpointId, attempts: attempt } = delivery
        const endpoint = await WebhookEndpoint.findOrFail(endpointId, { client: trx })
        if (endpoint.isPaused) return { outcome: 'is_paused' }
        if (delivery.isBeingSent(await databaseNow(trx))) return { outcome: 'is_being_sent' }

        await requeue(trx, id)
        await recordAudit(trx, {
          ...{ businessId, by, action: 'webhook.sent_again' },
          ...{ subjectType: 'webhook_endpoint', subjectId: endpoint.id },
        })
        return { outcome: 'queued', owed: [{ notificationId: id, attempt }] }
      })
    )
    return outcome
  }
}
