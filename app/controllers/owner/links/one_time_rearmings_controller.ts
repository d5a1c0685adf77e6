import type { HttpContext } from '@adonisjs/core/http'
import RearmOneTimeLink from '#actions/links/rearm_one_time_link'
import { answerOneTime, chosenEnd, oneTimeOrder } from '#controllers/owner/links/one_time_decisions'
import { findOneTime, renderOneTime } from '#controllers/owner/links/one_time_page'

export default class OneTimeRearmingsController {
  async store(ctx: HttpContext) {
    const order = await oneTimeOrder(ctx)
    const { form, expiresAt } = await chosenEnd(ctx)
    if (!expiresAt) return renderOneTime(ctx, await findOneTime(ctx), { form })
    const { outcome } = await new RearmOneTimeLink().handle({ ...order, expiresAt })
    return answerOneTime(ctx, outcome, 'rearmed', form)
  }
}
