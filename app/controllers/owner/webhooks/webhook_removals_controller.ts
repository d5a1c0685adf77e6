import type { HttpContext } from '@adonisjs/core/http'
import DeleteWebhook from '#actions/webhooks/delete_webhook'
import { findWebhook } from '#controllers/owner/webhooks/find_webhook'
import { seeOther } from '#controllers/see_other'

export default class WebhookRemovalsController {
  async store(ctx: HttpContext) {
    const { business, by, response, session, i18n } = ctx
    const { id: endpointId } = await findWebhook(ctx)
    await new DeleteWebhook().handle({ businessId: business.id, endpointId, by })
    session.flash('done', i18n.t('owner.webhooks.deleted'))
    return seeOther(response, 'owner.webhooks.index')
  }
}
