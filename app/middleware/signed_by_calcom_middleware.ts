import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import moving from '#config/moving'
import { Refusal } from '#exceptions/refusal'
import { bytesOfBody } from '#middleware/bytes_of_body'
import CalcomBridge from '#models/outside/calcom_bridge'
import { isSignedByCalcom } from '#services/calcom/calcom_signature'

const HEADER = 'x-cal-signature-256'

/** The address names the bridge, whose secret proves the rest; all that is not proven is told the same. */
export default class SignedByCalcomMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const { request, response, i18n } = ctx
    const body = await bytesOfBody(request.request, moving.calcom.mostBytes)
    if (!body) {
      response.header('connection', 'close')
      throw new Refusal(413, 'too_large', i18n.t('api.webhook.calcom_too_large'))
    }
    const bridge = await this.find(request.qs().bridge)
    const secret = bridge?.openSecret
    if (!bridge || !secret || !isSignedByCalcom(secret, body, request.header(HEADER) ?? '')) {
      throw new Refusal(401, 'unsigned', i18n.t('api.webhook.calcom_unsigned'))
    }
    ctx.calcom = { bridge, body }
    return next()
  }

  /** Without a name, the only one that there is. */
  private async find(token: unknown): Promise<CalcomBridge | null> {
    if (typeof token === 'string') return CalcomBridge.findBy({ token })
    if (token !== undefined) return null
    const [bridge, other] = await CalcomBridge.query().limit(2)
    return other ? null : (bridge ?? null)
  }
}

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    /** Behind `signedByCalcom`. */
    calcom: { bridge: CalcomBridge; body: Buffer }
  }
}
