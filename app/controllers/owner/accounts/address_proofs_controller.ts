import type { HttpContext } from '@adonisjs/core/http'
import ProveAddress from '#actions/accounts/prove_address'
import { Refusal } from '#exceptions/refusal'
import { findUserByProof } from '#queries/accounts/find_user_by_proof'

/** Opening the link changes nothing, only its button does: mail scanners open links too. */
export default class AddressProofsController {
  async show(ctx: HttpContext) {
    const { user, business, isTaken } = await this.find(ctx)
    const isProven = user.emailVerifiedAt !== null
    return ctx.view.render('pages/owner/accounts/address_proof', {
      user,
      business,
      isProven,
      isTaken,
    })
  }

  async store(ctx: HttpContext) {
    const { user } = await this.find(ctx)
    await new ProveAddress().handle({ user, requestId: ctx.request.id() ?? null })
    return ctx.response.redirect().status(303).toPath(ctx.request.url())
  }

  private async find({ params }: HttpContext) {
    const found = await findUserByProof(params.token)
    if (!found) throw new Refusal(404, 'not_found')
    return found
  }
}
