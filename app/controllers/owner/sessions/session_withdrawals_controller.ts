import type { HttpContext } from '@adonisjs/core/http'
import WithdrawOffer from '#actions/waitlist/withdraw_offer'
import { judgeOwner, withinBounds } from '#controllers/booking_bounds'
import { backToSession, decidedSession } from '#controllers/owner/sessions/decided_session'
import { renderSession } from '#controllers/owner/sessions/session_page'
import { validateForm } from '#validators/form'
import { sessionWithdrawalValidator } from '#validators/sessions/session_offer'

export default class SessionWithdrawalsController {
  async store(ctx: HttpContext) {
    const { business, by, i18n, request } = ctx
    const { session, waiting, passed } = await decidedSession(ctx)
    const checked = await validateForm(
      sessionWithdrawalValidator,
      request.body(),
      ctx,
      'owner.validator'
    )
    if (!checked.ok) return renderSession(ctx, { status: 422, problem: 'offer_nobody' })

    const { offer: offerId, to: toEntryId = null } = checked.data
    const told = [...waiting, ...passed].filter(
      ({ id, offers }) => id === toEntryId || offers.some((offer) => offer.id === offerId)
    )
    const withdrawal = { businessId: business.id, sessionId: session.id, offerId, toEntryId, by }
    const bounded = await withinBounds(
      judgeOwner(business, ...told.map(({ clientEmail }) => clientEmail)),
      () => new WithdrawOffer().handle(withdrawal),
      ({ outcome }) => outcome === 'withdrawn'
    )
    if ('tooMany' in bounded) {
      return renderSession(ctx, { status: 429, problem: 'offer_too_often' })
    }
    const { done } = bounded
    if (done.outcome !== 'withdrawn') {
      const status = done.outcome === 'busy' ? 503 : 409
      return renderSession(ctx, { status, problem: `withdrawal_${done.outcome}` })
    }
    const { from, to } = done
    const names = { from: from.clientName, to: to?.clientName ?? '' }
    return backToSession(ctx, i18n.t(`owner.sessions.${to ? 'passed_on' : 'taken_back'}`, names))
  }
}
