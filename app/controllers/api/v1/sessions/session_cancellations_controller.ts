import type { HttpContext } from '@adonisjs/core/http'
import CancelSession from '#actions/sessions/cancel_session'
import { withinMails } from '#controllers/api/v1/mails'
import { readBody } from '#controllers/api/v1/read'
import {
  answerSession,
  sessionRefused,
  sessionToChange,
} from '#controllers/api/v1/sessions/session'
import { recipientsOf } from '#queries/sessions/session_list'
import { sessionCancellationOrder } from '#validators/api/sessions'

/** Everybody who is booked or waits is told. Safe to repeat. */
export default class SessionCancellationsController {
  async store(ctx: HttpContext) {
    const { record, change, version } = await sessionToChange(ctx)
    const { reason = null } = await readBody(ctx, sessionCancellationOrder)
    if (record.session.status === 'cancelled') return answerSession(ctx)
    const { outcome } = await withinMails(
      ctx,
      recipientsOf(record),
      () => new CancelSession().handle({ ...change, version, reason }),
      (done) => done.outcome === 'cancelled'
    )
    if (outcome === 'cancelled') return answerSession(ctx)
    throw await sessionRefused(ctx, outcome)
  }
}
