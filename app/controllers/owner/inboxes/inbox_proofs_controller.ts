import type { HttpContext } from '@adonisjs/core/http'
import SendInboxProof from '#actions/inboxes/send_inbox_proof'
import { waitInWords } from '#controllers/ask_to_wait'
import { findInbox, toInboxes } from '#controllers/owner/inboxes/find_inbox'
import { mayAskForProof } from '#controllers/proof_limits'

export default class InboxProofsController {
  async store(ctx: HttpContext) {
    const { business, by, i18n } = ctx
    const { id: inboxId, email } = await findInbox(ctx)
    const seconds = await mayAskForProof(business.id, email)
    if (seconds !== null) {
      const wait = waitInWords(seconds, i18n).words
      return toInboxes(ctx, i18n.t('owner.inboxes.too_often', { wait }))
    }
    const outcome = await new SendInboxProof().handle({ businessId: business.id, inboxId, by })
    return toInboxes(ctx, i18n.t(`owner.inboxes.${outcome}`, { email }))
  }
}
