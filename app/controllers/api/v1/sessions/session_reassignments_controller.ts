import type { HttpContext } from '@adonisjs/core/http'
import GiveSession from '#actions/sessions/give_session'
import { withinMails } from '#controllers/api/v1/mails'
import { readBody } from '#controllers/api/v1/read'
import {
  answerSession,
  notThen,
  sessionRefused,
  sessionToChange,
} from '#controllers/api/v1/sessions/session'
import { Refusal } from '#exceptions/refusal'
import { recipientsOf } from '#queries/sessions/session_list'
import { sessionReassignmentOrder } from '#validators/api/sessions'

/** To a colleague who gives its service and is free then, with everybody in it. Safe to repeat. */
export default class SessionReassignmentsController {
  async store(ctx: HttpContext) {
    const { record, change, version } = await sessionToChange(ctx)
    const order = await readBody(ctx, sessionReassignmentOrder)
    const { host_id: hostId, reason = null, against } = order
    const given = await withinMails(
      ctx,
      recipientsOf({ ...record, waiting: [] }),
      () =>
        new GiveSession().handle({
          ...{ ...change, version, hostId, reason },
          isClosedSeen: against?.includes('closed'),
        }),
      ({ outcome }) => outcome === 'given'
    )
    switch (given.outcome) {
      case 'given':
      case 'unchanged':
        return answerSession(ctx)
      case 'not_a_stand_in':
        throw Refusal.ofField('host_id', 'unknown_host', ctx.i18n.t('api.unknown_host'))
      case 'closed':
        throw notThen(ctx, given)
      case 'taken':
        throw notThen(ctx, given.outcome)
      default:
        throw await sessionRefused(ctx, given.outcome)
    }
  }
}
