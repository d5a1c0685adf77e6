import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import SendWebhookAgain from '#actions/webhooks/send_webhook_again'
import { toWebhook } from '#controllers/owner/webhooks/find_webhook'
import type Notification from '#models/notifications/notification'
import { webhookDeliveryPage } from '#pages/owner/webhooks/webhook_page'
import { webhookLog } from '#queries/webhooks/webhook_log'
import { findWebhookEndpoint } from '#queries/webhooks/webhook_list'

export default class WebhookDeliveriesController {
  async show(ctx: HttpContext) {
    return this.render(ctx, await this.find(ctx))
  }

  async store(ctx: HttpContext) {
    const { business, by } = ctx
    const delivery = await this.find(ctx)
    const outcome = await new SendWebhookAgain().handle({
      ...{ businessId: business.id, deliveryId: delivery.id, by },
    })
    if (outcome === 'queued') {
      return toWebhook(ctx, { id: Number(delivery.webhookEndpointId) }, 'sent_again')
    }
    return this.render(ctx, delivery, { status: 409, problem: outcome })
  }

  private async render(
    { business, response, view }: HttpContext,
    delivery: Notification,
    { status = 200, problem }: { status?: number; problem?: string } = {}
  ) {
    response.status(status)
    const now = DateTime.now().setZone(business.timeZone)
    const endpoint = await findWebhookEndpoint(business.id, Number(delivery.webhookEndpointId))
    const page = await webhookDeliveryPage({ delivery, endpoint }, now)
    return view.render('pages/owner/webhooks/webhook_delivery', { ...page, problem })
  }

  private find({ business, params }: HttpContext): Promise<Notification> {
    return webhookLog(business.id).where('notifications.id', params.id).firstOrFail()
  }
}
