import type { HttpContext } from '@adonisjs/core/http'
import TestWebhook from '#actions/webhooks/test_webhook'
import { findWebhook, toWebhook } from '#controllers/owner/webhooks/find_webhook'

export default class WebhookTestsController {
  async store(ctx: HttpContext) {
    const endpoint = await findWebhook(ctx)
    const { business, by } = ctx
    await new TestWebhook().handle({ businessId: business.id, endpointId: endpoint.id, by })
    return toWebhook(ctx, endpoint, 'tested')
  }
}
