import type { HttpContext } from '@adonisjs/core/http'
import LetAnybodyBook from '#actions/sessions/let_anybody_book'
import { backToSession, decidedSession } from '#controllers/owner/sessions/decided_session'
import { renderSession } from '#controllers/owner/sessions/session_page'
import { validateForm } from '#validators/form'
import { sessionOpeningValidator } from '#validators/sessions/session_offer'

export default class SessionOpeningsController {
  async store(ctx: HttpContext) {
    const { business, by, i18n, request } = ctx
    const { session } = await decidedSession(ctx)
    const checked = await validateForm(
      sessionOpeningValidator,
      request.body(),
      ctx,
      'owner.validator'
    )
    if (!checked.ok) return renderSession(ctx, { status: 422, problem: 'session_over' })

    const { whom } = checked.data
    const choice = { businessId: business.id, sessionId: session.id, by }
    const outcome = await new LetAnybodyBook().handle({ ...choice, anybody: whom === 'anybody' })
    if (outcome === 'not_possible') {
      return renderSession(ctx, { status: 409, problem: 'session_over' })
    }
    return backToSession(ctx, i18n.t(`owner.sessions.opened_to.${whom}`))
  }
}
