import { errors } from '@adonisjs/auth'
import { Bouncer } from '@adonisjs/bouncer'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Refusal } from '#exceptions/refusal'
import { byKey } from '#models/by'
import { policies } from '#policies/main'
import { onBehalfOf } from '#services/tenant'

/**
 * Whoever brings a key acts as its member, in its member's business; no cookie is looked at. What
 * is answered is kept by nobody else, and by themselves only to ask whether it still holds.
 */
export default class ApiKeyMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const { request, response } = ctx
    const isReading = request.method() === 'GET' || request.method() === 'HEAD'
    response.header('cache-control', isReading ? 'private, no-cache' : 'no-store')
    response.vary('authorization')
    const membership = await this.authenticate(ctx)
    const { currentAccessToken: key } = membership
    ctx.by = byKey(Number(key.identifier), membership.userId, ctx.by.requestId)
    ctx.membership = membership
    ctx.business = membership.business
    ctx.bouncer = new Bouncer(membership, {}, policies).setContainerResolver(ctx.containerResolver)
    return onBehalfOf(ctx.business.id, next)
  }

  /** What is said of a key that was not accepted: RFC 6750, section 3. */
  private async authenticate({ auth, request, i18n }: HttpContext) {
    try {
      return await auth.use('api').authenticate()
    } catch (error) {
      if (!(error instanceof errors.E_UNAUTHORIZED_ACCESS)) throw error
      const code = request.header('authorization') === undefined ? 'key_missing' : 'key_refused'
      const fault = code === 'key_refused' ? ', error="invalid_token"' : ''
      throw new Refusal(401, code, i18n.t(`api.${code}`), {
        headers: { 'www-authenticate': `Bearer realm="Bellhop"${fault}` },
      })
    }
  }
}
