import type { HttpContext } from '@adonisjs/core/http'
import SendContactProof from '#actions/inboxes/send_contact_proof'
import { waitInWords } from '#controllers/ask_to_wait'
import { mayAskForProof } from '#controllers/proof_limits'
import { addressOf } from '#pages/address_of'

export default class ContactProofsController {
  async store({ business, by, response, session, i18n }: HttpContext) {
    const { id: businessId, email } = business
    const seconds = email === null ? null : await mayAskForProof(businessId, email)
    const outcome =
      seconds === null ? await new SendContactProof().handle({ businessId, by }) : 'too_often'
    const wait = waitInWords(seconds ?? 0, i18n).words
    session.flash('done', i18n.t(`owner.inboxes.${outcome}`, { email: email ?? '', wait }))
    return response
      .redirect()
      .status(303)
      .toPath(addressOf('owner.businesses.edit', {}, { part: 'contact' }))
  }
}
