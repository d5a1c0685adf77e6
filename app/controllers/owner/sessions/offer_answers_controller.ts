import type { HttpContext } from '@adonisjs/core/http'
import AcceptOffer from '#actions/waitlist/accept_offer'
import LeaveWaitlist from '#actions/waitlist/leave_waitlist'
import { Refusal } from '#exceptions/refusal'
import WaitlistOffer from '#models/waitlist/waitlist_offer'
import { addressOf } from '#pages/address_of'
import { validateForm } from '#validators/form'
import { offerAnswerValidator } from '#validators/sessions/session_offer'

export default class OfferAnswersController {
  /** What somebody said on the phone of the time that is kept for them. */
  async store(ctx: HttpContext) {
    const { bouncer, business, by, i18n, params, request, response, session } = ctx
    const offer = await WaitlistOffer.query()
      .where({ businessId: business.id, id: params.id })
      .preload('host')
      .preload('entry')
      .firstOrFail()
    await bouncer.with('BookingPolicy').authorize('decide', offer)
    const checked = await validateForm(offerAnswerValidator, request.body(), ctx, 'owner.validator')
    if (!checked.ok) throw refusal(ctx, 'none', 422)

    const { entry, sessionId } = offer
    const { answer } = checked.data
    if (offer.status !== 'open') throw refusal(ctx, 'over')
    if (answer === 'declined') {
      const left = await new LeaveWaitlist().handle({ entryId: entry.id, by })
      if (left === 'not_possible') throw refusal(ctx, 'over')
    } else {
      const { outcome } = await new AcceptOffer().handle({ entry, answers: [], by })
      if (outcome !== 'booked') throw refusal(ctx, outcome, outcome === 'busy' ? 503 : 409)
    }
    session.flash('done', i18n.t(`owner.sessions.answer.${answer}`, { name: entry.clientName }))
    const address =
      sessionId === null
        ? addressOf('owner.days.show')
        : addressOf('owner.group_sessions.show', { id: sessionId })
    return response.redirect().status(303).toPath(address)
  }
}

function refusal({ i18n }: HttpContext, why: 'none' | 'over' | 'refused' | 'busy', status = 409) {
  return new Refusal(status, `answer_${why}`, i18n.t(`owner.sessions.answer.${why}`))
}
