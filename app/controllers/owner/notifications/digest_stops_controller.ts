import type { HttpContext } from '@adonisjs/core/http'
import StopDigest from '#actions/notifications/stop_digest'
import { Refusal } from '#exceptions/refusal'
import { byUser } from '#models/by'
import { findDigestToStop } from '#queries/notifications/find_digest_to_stop'

/**
 * Where mail programs unsubscribe a member with one POST, without cookies; it must not be answered by
 * a redirect (RFC 8058). Opening it changes nothing, since mail scanners open links too.
 */
export default class DigestStopsController {
  async create(ctx: HttpContext) {
    const membership = await this.find(ctx)
    return ctx.view.render('pages/owner/notifications/digest_stop', {
      membership,
      step: membership.getsDigest ? 'stopping' : 'stopped',
    })
  }

  async store(ctx: HttpContext) {
    const membership = await this.find(ctx)
    const { businessId, userId } = membership
    await new StopDigest().handle({ businessId, userId, by: byUser(userId, ctx.by.requestId) })
    return ctx.view.render('pages/owner/notifications/digest_stop', { membership, step: 'stopped' })
  }

  private async find({ params }: HttpContext) {
    const membership = await findDigestToStop(params.token)
    if (!membership) throw new Refusal(404, 'not_found')
    return membership
  }
}
