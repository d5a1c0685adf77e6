import type { HttpContext } from '@adonisjs/core/http'
import RemoveInboxAddress from '#actions/inboxes/remove_inbox_address'
import { findInbox, toInboxes } from '#controllers/owner/inboxes/find_inbox'

export default class InboxRemovalsController {
  async store(ctx: HttpContext) {
    const { business, by, i18n } = ctx
    const { id: inboxId, email } = await findInbox(ctx)
    await new RemoveInboxAddress().handle({ businessId: business.id, inboxId, by })
    return toInboxes(ctx, i18n.t('owner.inboxes.removed', { email }))
  }
}
