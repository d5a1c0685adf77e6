import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import MoveSession from '#actions/sessions/move_session'
import { withinMails } from '#controllers/api/v1/mails'
import { readBody } from '#controllers/api/v1/read'
import {
  answerSession,
  notThen,
  sessionRefused,
  sessionToChange,
} from '#controllers/api/v1/sessions/session'
import { recipientsOf } from '#queries/sessions/session_list'
import { sessionMoveOrder } from '#validators/api/sessions'

/** Everybody who is booked is told, and moves with it. Safe to repeat. */
export default class SessionMovesController {
  async store(ctx: HttpContext) {
    const { record, change, version } = await sessionToChange(ctx)
    const { starts_at: start, reason = null, against } = await readBody(ctx, sessionMoveOrder)
    const moved = await withinMails(
      ctx,
      recipientsOf(record),
      () =>
        new MoveSession().handle({
          ...{ ...change, version, reason },
          startsAt: DateTime.fromMillis(start, { zone: 'utc' }),
          isClosedSeen: against?.includes('closed'),
        }),
      ({ outcome }) => outcome === 'moved'
    )
    switch (moved.outcome) {
      case 'moved':
      case 'unchanged':
        return answerSession(ctx)
      case 'closed':
        throw notThen(ctx, moved)
      case 'past':
      case 'taken':
        throw notThen(ctx, moved.outcome)
      default:
        throw await sessionRefused(ctx, moved.outcome)
    }
  }
}
