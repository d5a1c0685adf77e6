import type { HttpContext } from '@adonisjs/core/http'
import SendProofMail from '#actions/accounts/send_proof_mail'
import { proofMails } from '#config/limits'
import { waitInWords } from '#controllers/ask_to_wait'
import { addressOf } from '#pages/address_of'
import { consumeLimit } from '#start/limiter'
import { localPath } from '#validators/local_path'

export default class ProofMailsController {
  async store({ auth, business, request, response, session, i18n }: HttpContext) {
    const user = auth.use('web').getUserOrFail()
    const seconds = await consumeLimit(proofMails, user.email)
    if (seconds === null) {
      await new SendProofMail().handle({
        businessId: business.id,
        userId: user.id,
        requestId: request.id() ?? null,
      })
    }
    const sentence =
      seconds === null ? 'owner.accounts.unproven.sent' : 'owner.accounts.unproven.too_many'
    const wait = waitInWords(seconds ?? 0, i18n).words
    session.flash('done', i18n.t(sentence, { email: user.email, wait }))
    return response
      .redirect()
      .status(303)
      .toPath(localPath(request.input('to'), addressOf('owner.days.show')))
  }
}
