import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** For pages whose address is a secret: nothing keeps them, nothing passes the address on. */
export default class SecretAddressMiddleware {
  handle({ response }: HttpContext, next: NextFn) {
    response.header('referrer-policy', 'same-origin')
    response.header('cache-control', 'no-store')
    response.header('x-robots-tag', 'noindex')
    return next()
  }
}
