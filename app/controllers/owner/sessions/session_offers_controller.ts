import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import OfferPlace from '#actions/waitlist/offer_place'
import { judgeOwner } from '#controllers/booking_bounds'
import { renderSession } from '#controllers/owner/sessions/session_page'
import { addressOf } from '#pages/address_of'
import { findSessionRecord } from '#queries/sessions/session_list'
import { validateForm } from '#validators/form'
import { sessionOfferValidator } from '#validators/sessions/session_offer'

export default class SessionOffersController {
  async store(ctx: HttpContext) {
    const { business, bouncer, by, i18n, params, request, response, session: flashes } = ctx
    const record = await findSessionRecord(business.id, params.id, DateTime.now())
    const { session, waiting, passed } = record
    await bouncer.with('BookingPolicy').authorize('decide', session)
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
    const judgement = await judgeOwner(business, entry.clientEmail)
    if (typeof judgement.verdict !== 'string') {
      await judgement.cameToNothing()
      return renderSession(ctx, { status: 429, problem: 'offer_too_often' })
    }
    const { outcome } = await new OfferPlace().handle({
      ...{ businessId: business.id, sessionId: session.id, entryId, by },
    })
    if (outcome !== 'offered') {
      await judgement.cameToNothing()
      const status = outcome === 'busy' ? 503 : 409
      return renderSession(ctx, { status, problem: `offer_${outcome}` })
    }
    flashes.flash('done', i18n.t('owner.sessions.offer_made', { name: entry.clientName }))
    return response
      .redirect()
      .status(303)
      .toPath(addressOf('owner.group_sessions.show', { id: session.id }))
  }
}
