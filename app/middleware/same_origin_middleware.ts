import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { appUrl } from '#config/app'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Over http, and from pages that send no referrer, browsers keep back where a form stood. */
const WITHHELD = 'null'

/**
 * Cross-site request forgery without a session: a browser says where a POST comes from
 * (Fetch Metadata, `Sec-Fetch-Site`; else the `Origin` of RFC 6454), and it must be us.
 * A client that says neither is no browser and carries nobody's authority; one whose origin is
 * withheld (`null`) says nothing, and the form's stamp or the CSRF token decides.
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
    if (!origin || origin === WITHHELD) return false
    if (!URL.canParse(origin)) return true
    const { host } = new URL(origin)
    return host !== new URL(appUrl).host && host !== request.host()
  }
}
