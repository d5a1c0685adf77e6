import type { HttpContext } from '@adonisjs/core/http'
import SendOneTimeAgain from '#actions/links/send_one_time_again'
import { judgeOwner, withinBounds } from '#controllers/booking_bounds'
import { answerOneTime, chosenEnd, oneTimeOrder } from '#controllers/owner/links/one_time_decisions'
import { findOneTime, renderOneTime } from '#controllers/owner/links/one_time_page'

export default class OneTimeSendingsController {
  async store(ctx: HttpContext) {
    const order = await oneTimeOrder(ctx)
    const row = await findOneTime(ctx)
    const { form, expiresAt } = await chosenEnd(ctx)
    if (!expiresAt) return renderOneTime(ctx, row, { form })
    const bounded = await withinBounds(
      judgeOwner(ctx.business, row.oneTime.recipientEmail),
      () => new SendOneTimeAgain().handle({ ...order, expiresAt }),
      ({ outcome }) => outcome === 'sent'
    )
    const outcome = 'tooMany' in bounded ? 'too_often' : bounded.done.outcome
    return answerOneTime(ctx, outcome, 'sent', form)
  }
}
