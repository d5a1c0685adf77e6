import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import AcceptOffer from '#actions/waitlist/accept_offer'
import { openWaitlist, showWaitlist } from '#controllers/guest/waitlist/open_waitlist'
import { managePath } from '#formats/pages/addresses'
import { openOffer, questionsOf } from '#pages/guest/waitlist/waitlist_page'
import { validateAnswers } from '#validators/bookings/client_answers'

const RETRY_SECONDS = 2

export default class WaitlistAcceptancesController {
  async store(ctx: HttpContext) {
    const entry = await openWaitlist(ctx)
    const answered = await validateAnswers(questionsOf(entry), ctx.request.body(), ctx)
    const { form } = answered
    // What is over or taken already is said before anything is asked.
    if (!answered.ok && openOffer(entry, DateTime.now())) {
      return showWaitlist(ctx, { form }, 422)
    }

    const accepted = await new AcceptOffer().handle({
      entry,
      answers: answered.ok ? answered.answers : [],
      by: ctx.by,
    })
    switch (accepted.outcome) {
      case 'booked':
        return ctx.response.redirect().status(303).toPath(managePath(accepted.booking.manageToken))
      case 'busy':
        ctx.response.header('retry-after', String(RETRY_SECONDS))
        return showWaitlist(ctx, { problem: 'busy', form }, 503)
      case 'refused':
        return showWaitlist(ctx, { problem: 'refused', form }, 409)
      case 'over':
        return showWaitlist(ctx, { problem: 'too_late' }, 409)
    }
  }
}
