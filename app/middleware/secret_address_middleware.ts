import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** The address is a secret: nothing keeps the page, and no referrer passes the address on. */
export default class SecretAddressMiddleware {
  handle({ response }: HttpContext, next: NextFn) {
    response.header('referrer-policy', 'same-origin')
    response.header('cache-control', 'no-store')
    response.header('x-robots-tag', 'noindex')
    return next()
  }
}
