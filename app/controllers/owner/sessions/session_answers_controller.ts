import type { HttpContext } from '@adonisjs/core/http'
import AcceptOffer from '#actions/waitlist/accept_offer'
import LeaveWaitlist from '#actions/waitlist/leave_waitlist'
import { backToSession, decidedSession } from '#controllers/owner/sessions/decided_session'
import { renderSession } from '#controllers/owner/sessions/session_page'
import { validateForm } from '#validators/form'
import { sessionAnswerValidator } from '#validators/sessions/session_offer'

export default class SessionAnswersController {
  /** What somebody said on the phone of the place that is kept for them. */
  async store(ctx: HttpContext) {
    const { by, i18n, request } = ctx
    const { waiting } = await decidedSession(ctx)
    const checked = await validateForm(
      sessionAnswerValidator,
      request.body(),
      ctx,
      'owner.validator'
    )
    if (!checked.ok) return renderSession(ctx, { status: 422, problem: 'answer_none' })

    const { offer: offerId, answer } = checked.data
    const entry = waiting.find(({ offers }) => offers.some(({ id }) => id === offerId))
    if (!entry) return renderSession(ctx, { status: 409, problem: 'answer_over' })
    const name = { name: entry.clientName }
    if (answer === 'declined') {
      const left = await new LeaveWaitlist().handle({ entryId: entry.id, by })
      if (left === 'not_possible')
        return renderSession(ctx, { status: 409, problem: 'answer_over' })
      return backToSession(ctx, i18n.t('owner.sessions.answer_declined', name))
    }
    const { outcome } = await new AcceptOffer().handle({ entry, answers: [], by })
    if (outcome === 'booked') {
      return backToSession(ctx, i18n.t('owner.sessions.answer_accepted', name))
    }
    const status = outcome === 'busy' ? 503 : 409
    return renderSession(ctx, { status, problem: `answer_${outcome}` })
  }
}
