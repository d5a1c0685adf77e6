import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import CancelSession from '#actions/sessions/cancel_session'
import { askToWait } from '#controllers/ask_to_wait'
import { judgeOwner, withinBounds } from '#controllers/booking_bounds'
import { renderSession } from '#controllers/owner/sessions/session_page'
import { seeOther } from '#controllers/see_other'
import { toldCounts, findSessionRecord, recipientsOf } from '#queries/sessions/session_list'
import { sessionCancellationValidator } from '#validators/sessions/session_form'
import { submittedVersion, validateForm } from '#validators/form'

export default class SessionCancellationsController {
  async store(ctx: HttpContext) {
    const { business, by, params, request, response, session, i18n } = ctx
    const checked = await validateForm(
      sessionCancellationValidator,
      request.body(),
      ctx,
      'owner.validator'
    )
    if (!checked.ok) return renderSession(ctx, { form: checked.form, status: 422 })

    const record = await findSessionRecord(business.id, params.id, DateTime.now())
    const bounded = await withinBounds(
      judgeOwner(business, ...recipientsOf(record)),
      () =>
        new CancelSession().handle({
          businessId: business.id,
          sessionId: params.id,
          reason: checked.data.reason ?? null,
          version: submittedVersion(request.body()),
          by,
        }),
      ({ outcome }) => outcome === 'cancelled'
    )
    if ('tooMany' in bounded) {
      const wait = askToWait(ctx, bounded.tooMany.wait)
      checked.form.errors.reason = i18n.t('owner.sessions.error.too_many_mails', { wait })
      return renderSession(ctx, { form: checked.form, status: 429 })
    }
    const cancelled = bounded.done
    if (cancelled.outcome === 'busy') {
      return renderSession(ctx, { status: 503, problem: 'session_busy' })
    }
    if (cancelled.outcome === 'stale') {
      return renderSession(ctx, { form: checked.form, status: 409, isNewer: true })
    }
    if (cancelled.outcome !== 'cancelled') {
      return renderSession(ctx, { status: 409, problem: 'session_over' })
    }
    const told = toldCounts(cancelled)
    session.flash('done', i18n.t('owner.sessions.cancelled', told))
    if (told.calls > 0) return seeOther(response, 'owner.group_sessions.show', { id: params.id })
    return seeOther(response, 'owner.group_sessions.index')
  }
}
