import type { HttpContext } from '@adonisjs/core/http'
import PauseWebhook from '#actions/webhooks/pause_webhook'
import ResumeWebhook from '#actions/webhooks/resume_webhook'
import { findWebhook, toWebhook } from '#controllers/owner/webhooks/find_webhook'

export default class WebhookPausesController {
  async store(ctx: HttpContext) {
    const endpoint = await findWebhook(ctx)
    const { business, by } = ctx
    await new PauseWebhook().handle({ businessId: business.id, endpointId: endpoint.id, by })
    return toWebhook(ctx, endpoint, 'paused')
  }

  async destroy(ctx: HttpContext) {
    const endpoint = await findWebhook(ctx)
    const { business, by } = ctx
    await new ResumeWebhook().handle({ businessId: business.id, endpointId: endpoint.id, by })
    return toWebhook(ctx, endpoint, 'resumed')
  }
}
