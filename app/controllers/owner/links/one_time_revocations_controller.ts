import type { HttpContext } from '@adonisjs/core/http'
import RevokeOneTimeLink from '#actions/links/revoke_one_time_link'
import { answerOneTime, oneTimeOrder } from '#controllers/owner/links/one_time_decisions'

export default class OneTimeRevocationsController {
  async store(ctx: HttpContext) {
    const { outcome } = await new RevokeOneTimeLink().handle(await oneTimeOrder(ctx))
    return answerOneTime(ctx, outcome, 'revoked')
  }
}
