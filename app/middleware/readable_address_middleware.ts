import { unreadable } from '#config/app'
import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

export default class ReadableAddressMiddleware {
  handle({ request }: HttpContext, next: NextFn) {
    if (unreadable.has(request.request)) {
      throw new Exception('The address cannot be decoded', {
        status: 400,
        code: 'E_UNREADABLE_ADDRESS',
      })
    }
    return next()
  }
}
