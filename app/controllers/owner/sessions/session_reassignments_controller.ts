import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import GiveSession from '#actions/sessions/give_session'
import { askToWait } from '#controllers/ask_to_wait'
import { judgeOwner, withinBounds } from '#controllers/booking_bounds'
import { renderSession } from '#controllers/owner/sessions/session_page'
import { seeOther } from '#controllers/see_other'
import { isoDate } from '#formats/times/times'
import Host from '#models/availability/host'
import { findSessionRecord, recipientsOf, toldCounts } from '#queries/sessions/session_list'
import { submittedVersion, validateForm } from '#validators/form'
import { closedChoice, sessionReassignmentValidator } from '#validators/sessions/session_form'

export default class SessionReassignmentsController {
  async store(ctx: HttpContext) {
    const { business, by, params, request, response, session, i18n } = ctx
    const record = await findSessionRecord(business.id, params.id, DateTime.now())
    const checked = await validateForm(
      sessionReassignmentValidator,
      request.body(),
      ctx,
      'owner.validator'
    )
    const { form } = checked
    if (!checked.ok) return renderSession(ctx, { form, status: 422 })

    const { stand_in: hostId, reassign_reason: reason = null } = checked.data
    const choice = closedChoice(checked.data)
    const date = isoDate(record.session.startsAt, business.timeZone)
    const bounded = await withinBounds(
      judgeOwner(business, ...recipientsOf({ ...record, waiting: [] })),
      () =>
        new GiveSession().handle({
          ...{ businessId: business.id, sessionId: params.id, hostId, reason, by },
          isClosedSeen: choice?.plansThem && choice.shown.includes(date),
          version: submittedVersion(request.body()),
        }),
      ({ outcome }) => outcome === 'given'
    )
    if ('tooMany' in bounded) {
      const wait = askToWait(ctx, bounded.tooMany.wait)
      form.errors.stand_in = i18n.t('owner.sessions.error.too_many_mails', { wait })
      return renderSession(ctx, { form, status: 429 })
    }
    const given = bounded.done
    switch (given.outcome) {
      case 'given': {
        const { name: host } = await Host.findOrFail(hostId)
        const told = toldCounts({ ...given, waiting: [] })
        session.flash('done', i18n.t('owner.sessions.give.done', { host, ...told }))
        return seeOther(response, 'owner.group_sessions.show', { id: params.id })
      }
      case 'closed':
        return renderSession(ctx, { form, status: 409, closed: [{ ...given, date }] })
      case 'taken':
        form.errors.stand_in = i18n.t('owner.sessions.give.refused')
        return renderSession(ctx, { form, status: 409 })
      case 'unchanged':
      case 'not_a_stand_in':
        form.errors.stand_in = i18n.t(`owner.sessions.give.${given.outcome}`)
        return renderSession(ctx, { form, status: 422 })
      case 'stale':
        return renderSession(ctx, { form, status: 409, isNewer: true })
      case 'busy':
        return renderSession(ctx, { form, status: 503, problem: 'session_busy' })
      default:
        return renderSession(ctx, { form, status: 409, problem: 'session_over' })
    }
  }
}
