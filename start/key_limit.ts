import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { requestsPerKey } from '#start/limiter'
import { limitRequest } from '#start/request_limits'

/** Counted by key, wherever its requests come from. */
export default class KeyLimitMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const { currentAccessToken: key } = ctx.auth.use('api').getUserOrFail()
    await limitRequest(ctx, requestsPerKey, `key ${key.identifier}`, 'api.too_many_for_key')
    return next()
  }
}
