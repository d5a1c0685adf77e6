import type { HttpContext } from '@adonisjs/core/http'
import RotateWebhookSecret from '#actions/webhooks/rotate_webhook_secret'
import {
  findWebhook,
  renderSecret,
  renderWebhookForm,
} from '#controllers/owner/webhooks/find_webhook'
import { typedWebhook, webhookVersion } from '#pages/owner/webhooks/webhook_page'
import { emptyForm, submittedVersion } from '#validators/form'

export default class WebhookSecretsController {
  async store(ctx: HttpContext) {
    const { business, by, request } = ctx
    const endpoint = await findWebhook(ctx)
    const rotated = await new RotateWebhookSecret().handle({
      ...{ businessId: business.id, endpointId: endpoint.id, by },
      version: submittedVersion(request.body()),
    })
    if (rotated.outcome === 'renewed') {
      return renderSecret(ctx, { endpoint, secret: rotated.secret }, false)
    }
    const stored = await findWebhook(ctx)
    const form = emptyForm({ ...typedWebhook(stored), version: webhookVersion(stored) })
    return renderWebhookForm(ctx, stored, form, { status: 409, isStale: true })
  }
}
