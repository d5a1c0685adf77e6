import type { HttpContext } from '@adonisjs/core/http'
import OfferPlace from '#actions/waitlist/offer_place'
import { judgeOwner, withinBounds } from '#controllers/booking_bounds'
import { backToSession, decidedSession } from '#controllers/owner/sessions/decided_session'
import { renderSession } from '#controllers/owner/sessions/session_page'
import { validateForm } from '#validators/form'
import { sessionOfferValidator } from '#validators/sessions/session_offer'

export default class SessionOffersController {
  async store(ctx: HttpContext) {
    const { business, by, i18n, request } = ctx
    const { session, waiting, passed } = await decidedSession(ctx)
    const checked = await validateForm(
      sessionOfferValidator,
      request.body(),
      ctx,
      'owner.validator'
    )
    if (!checked.ok) return renderSession(ctx, { status: 422, problem: 'offer_nobody' })

    const { entry: entryId } = checked.data
    const entry = [...waiting, ...passed].find(({ id }) => id === entryId)
    if (!entry) return renderSession(ctx, { status: 409, problem: 'offer_not_waiting' })
    const offering = { businessId: business.id, sessionId: session.id, entryId, by }
    const bounded = await withinBounds(
      judgeOwner(business, entry.clientEmail),
      () => new OfferPlace().handle(offering),
      ({ outcome }) => outcome === 'offered'
    )
    if ('tooMany' in bounded) {
      return renderSession(ctx, { status: 429, problem: 'offer_too_often' })
    }
    const { outcome } = bounded.done
    if (outcome !== 'offered') {
      const status = outcome === 'busy' ? 503 : 409
      return renderSession(ctx, { status, problem: `offer_${outcome}` })
    }
    const how = entry.clientEmail === null ? 'offer_made_by_phone' : 'offer_made'
    return backToSession(ctx, i18n.t(`owner.sessions.${how}`, { name: entry.clientName }))
  }
}
