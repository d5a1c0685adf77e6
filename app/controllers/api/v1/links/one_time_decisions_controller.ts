import type { HttpContext } from '@adonisjs/core/http'
import RearmOneTimeLink from '#actions/links/rearm_one_time_link'
import RevokeOneTimeLink from '#actions/links/revoke_one_time_link'
import SendOneTimeAgain from '#actions/links/send_one_time_again'
import { withinMails } from '#controllers/api/v1/mails'
import {
  answerOneTimeRecord,
  oneTimeAsked,
  oneTimeUndecided,
  oneTimeVersion,
  usualEnd,
} from '#controllers/api/v1/links/one_time'
import { readBody } from '#controllers/api/v1/read'
import { oneTimeEndOrder } from '#validators/api/links'
import { nothingSent } from '#validators/api/nothing'

export default class OneTimeDecisionsController {
  /** Frees the times that it held. Safe to repeat. */
  async revoke(ctx: HttpContext) {
    const { order } = await this.order(ctx)
    await readBody(ctx, nothingSent)
    const { outcome } = await new RevokeOneTimeLink().handle(order)
    return this.answer(ctx, outcome)
  }

  /** It can be used again; what it held is not held any more. */
  async rearm(ctx: HttpContext) {
    const { order } = await this.order(ctx)
    const input = await readBody(ctx, oneTimeEndOrder)
    const expiresAt = usualEnd(ctx, input.expires_at)
    const { outcome } = await new RearmOneTimeLink().handle({ ...order, expiresAt })
    return this.answer(ctx, outcome)
  }

  /** By mail, with another address: those sent before open nothing any more. */
  async send(ctx: HttpContext) {
    const { order, email } = await this.order(ctx)
    const input = await readBody(ctx, oneTimeEndOrder)
    const expiresAt = usualEnd(ctx, input.expires_at)
    const { outcome } = await withinMails(
      ctx,
      email,
      () => new SendOneTimeAgain().handle({ ...order, expiresAt }),
      (done) => done.outcome === 'sent'
    )
    return this.answer(ctx, outcome)
  }

  private async order(ctx: HttpContext) {
    const { bouncer, business, by, params } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const row = await oneTimeAsked(ctx, params.id)
    const { id: oneTimeLinkId, recipientEmail: email } = row.oneTime
    const version = oneTimeVersion(ctx, row)
    return { order: { businessId: business.id, oneTimeLinkId, version, by }, email }
  }

  private async answer(
    ctx: HttpContext,
    outcome: 'revoked' | 'rearmed' | 'sent' | Parameters<typeof oneTimeUndecided>[2]
  ) {
    if (outcome === 'revoked' || outcome === 'rearmed' || outcome === 'sent') {
      return answerOneTimeRecord(ctx, ctx.params.id)
    }
    throw await oneTimeUndecided(ctx, ctx.params.id, outcome)
  }
}
