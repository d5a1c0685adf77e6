import type { HttpContext } from '@adonisjs/core/http'
import PutFirst from '#actions/waitlist/put_first'
import { backToSession, decidedSession } from '#controllers/owner/sessions/decided_session'
import { renderSession } from '#controllers/owner/sessions/session_page'
import { validateForm } from '#validators/form'
import { sessionOfferValidator } from '#validators/sessions/session_offer'

export default class SessionQueuesController {
  async store(ctx: HttpContext) {
    const { business, by, i18n, request } = ctx
    const { session, waiting } = await decidedSession(ctx)
    const checked = await validateForm(
      sessionOfferValidator,
      request.body(),
      ctx,
      'owner.validator'
    )
    if (!checked.ok) return renderSession(ctx, { status: 422, problem: 'next_nobody' })

    const { entry: entryId } = checked.data
    const entry = waiting.find(({ id }) => id === entryId)
    const choice = { businessId: business.id, sessionId: session.id, entryId, by }
    if (!entry || (await new PutFirst().handle(choice)) === 'not_waiting') {
      return renderSession(ctx, { status: 409, problem: 'next_not_waiting' })
    }
    return backToSession(ctx, i18n.t('owner.sessions.put_first_done', { name: entry.clientName }))
  }
}
