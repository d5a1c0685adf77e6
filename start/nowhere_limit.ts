import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { publicRequestsPerAddress } from '#start/limiter'
import { limitRequest } from '#start/request_limits'

const NOWHERE = new Set([404, 405])

/** What no route of the API answers counts as all of it that needs no key, and is told so. */
export default class NowhereLimitMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    await next()
    const { route, request, response } = ctx
    if (route || !request.url().startsWith('/api/') || !NOWHERE.has(response.getStatus())) return
    await limitRequest(ctx, publicRequestsPerAddress, request.ip())
  }
}
