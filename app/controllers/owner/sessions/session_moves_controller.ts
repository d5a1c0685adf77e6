import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import MoveSession from '#actions/sessions/move_session'
import { askToWait } from '#controllers/ask_to_wait'
import { judgeOwner, withinBounds } from '#controllers/booking_bounds'
import { renderSession } from '#controllers/owner/sessions/session_page'
import { seeOther } from '#controllers/see_other'
import { toldCounts, findSessionRecord, recipientsOf } from '#queries/sessions/session_list'
import { instantAt } from '#scheduling/time/zones'
import { submittedVersion, validateForm } from '#validators/form'
import { closedChoice, sessionMoveValidator } from '#validators/sessions/session_form'

const STATUS = { past: 422, unchanged: 422, taken: 409 }

export default class SessionMovesController {
  async store(ctx: HttpContext) {
    const { business, by, params, request, response, session, i18n } = ctx
    const record = await findSessionRecord(business.id, params.id, DateTime.now())
    const checked = await validateForm(sessionMoveValidator, request.body(), ctx, 'owner.validator')
    const { form } = checked
    if (!checked.ok) return renderSession(ctx, { form, status: 422 })

    const { date, time, move_reason: reason = null } = checked.data
    const choice = closedChoice(checked.data)
    const start = instantAt(record.session.host.timeZone, date, time)
    const bounded = await withinBounds(
      judgeOwner(business, ...recipientsOf(record)),
      () =>
        new MoveSession().handle({
          businessId: business.id,
          sessionId: params.id,
          startsAt: DateTime.fromMillis(start, { zone: 'utc' }),
          reason,
          isClosedSeen: choice?.plansThem && choice.shown.includes(date),
          version: submittedVersion(request.body()),
          by,
        }),
      ({ outcome }) => outcome === 'moved'
    )
    if ('tooMany' in bounded) {
      const wait = askToWait(ctx, bounded.tooMany.wait)
      form.errors.date = i18n.t('owner.sessions.error.too_many_mails', { wait })
      return renderSession(ctx, { form, status: 429 })
    }
    const moved = bounded.done
    switch (moved.outcome) {
      case 'moved':
        session.flash('done', i18n.t('owner.sessions.moved', toldCounts(moved)))
        return seeOther(response, 'owner.group_sessions.show', { id: params.id })
      case 'closed':
        return renderSession(ctx, { form, status: 409, closed: [{ ...moved, date }] })
      case 'past':
      case 'unchanged':
      case 'taken':
        form.errors.date = i18n.t(`owner.sessions.error.${moved.outcome}`)
        return renderSession(ctx, { form, status: STATUS[moved.outcome] })
      case 'stale':
        return renderSession(ctx, { form, status: 409, isNewer: true })
      case 'busy':
        return renderSession(ctx, { form, status: 503, problem: 'session_busy' })
      default:
        return renderSession(ctx, { form, status: 409, problem: 'session_over' })
    }
  }
}
