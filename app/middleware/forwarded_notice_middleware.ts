import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import logger from '@adonisjs/core/services/logger'
import env from '#start/env'

let isLogged = env.get('TRUST_PROXY') !== undefined

export default class ForwardedNoticeMiddleware {
  handle({ request }: HttpContext, next: NextFn) {
    if (!isLogged && (request.header('x-forwarded-for') || request.header('forwarded'))) {
      isLogged = true
      logger.warn(
        'A request came through a proxy, and TRUST_PROXY is not set: all visitors behind it are counted as one and share every limit'
      )
    }
    return next()
  }
}
