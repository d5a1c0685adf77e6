import type { HttpContext } from '@adonisjs/core/http'
import SendWebhookAgain from '#actions/webhooks/send_webhook_again'
import { answerPage } from '#controllers/api/v1/page'
import { readBody, readQuery } from '#controllers/api/v1/read'
import { webhookAsked } from '#controllers/api/v1/webhooks/webhook'
import { Refusal } from '#exceptions/refusal'
import type WebhookEndpoint from '#models/webhooks/webhook_endpoint'
import { webhookLog, webhookSent } from '#queries/webhooks/webhook_log'
import { presentDelivery, presentDeliveryRecord } from '#shapes/webhooks/webhook_record'
import { nothingSent } from '#validators/api/nothing'
import { webhookDeliveryQuery } from '#validators/api/webhooks'

const ORDER = { column: 'notifications.id', type: 'bigint', direction: 'desc' } as const

const PROBLEMS = { is_paused: 'webhook_paused', is_being_sent: 'being_sent' } as const

export default class WebhookDeliveriesController {
  async index(ctx: HttpContext) {
    const log = logOf(await webhookAsked(ctx))
    const asked = await readQuery(ctx, webhookDeliveryQuery)
    if (asked.status) log.where('status', asked.status)
    return answerPage(ctx, log, asked, ORDER, (rows) => rows.map(presentDelivery))
  }

  async show(ctx: HttpContext) {
    const delivery = await this.find(ctx)
    return presentDeliveryRecord(delivery, await webhookSent(delivery.id))
  }

  /** Under the same id and with the same body. */
  async store(ctx: HttpContext) {
    const { business, by, i18n } = ctx
    const { id: deliveryId } = await this.find(ctx)
    await readBody(ctx, nothingSent)
    const sending = { businessId: business.id, deliveryId, by }
    const outcome = await new SendWebhookAgain().handle(sending)
    if (outcome === 'not_found') throw new Refusal(404, outcome)
    if (outcome === 'queued') return this.show(ctx)
    const code = PROBLEMS[outcome]
    throw new Refusal(409, code, i18n.t(`api.${code}`))
  }

  private async find(ctx: HttpContext) {
    const log = logOf(await webhookAsked(ctx))
    return log.where('notifications.id', ctx.params.delivery).firstOrFail()
  }
}

function logOf({ id, businessId }: WebhookEndpoint) {
  return webhookLog(businessId).where('webhookEndpointId', id)
}
