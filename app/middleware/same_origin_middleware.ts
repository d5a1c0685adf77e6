import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { appUrl } from '#config/app'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** What browsers send over http, and from pages that send no referrer. */
const WITHHELD = 'null'

/**
 * A client without `Sec-Fetch-Site` (Fetch Metadata) and `Origin` (RFC 6454) is no browser, so it
 * carries nobody's rights; where the origin is `null`, the form stamp or the CSRF token decides.
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
