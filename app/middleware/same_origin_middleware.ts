import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { appUrl } from '#config/app'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Cross-site request forgery without a session: a browser says where a POST comes from
 * (Fetch Metadata, `Sec-Fetch-Site`; else the `Origin` of RFC 6454), and it must be us.
 * A client that says neither is no browser and carries nobody's authority.
 */
export default class SameOriginMiddleware {
  handle({ request }: HttpContext, next: NextFn) {
    if (!SAFE_METHODS.has(request.method()) && this.comesFromElsewhere(request)) {
      throw new Exception('This form was sent from another site.', {
        status: 403,
        code: 'E_CROSS_SITE',
      })
    }
    return next()
  }

  private comesFromElsewhere(request: HttpContext['request']): boolean {
    const site = request.header('sec-fetch-site')
    if (site) return site !== 'same-origin' && site !== 'none'

    const origin = request.header('origin')
    if (!origin) return false
    if (!URL.canParse(origin)) return true
    const { host } = new URL(origin)
    return host !== new URL(appUrl).host && host !== request.host()
  }
}
