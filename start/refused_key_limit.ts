import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { publicRequestsPerAddress } from '#start/limiter'
import { limitRequest } from '#start/request_limits'

/** Whoever has no key or signature, or none that is known, is counted by address, as those who need none. */
export default class RefusedKeyLimitMiddleware {
  async handle(ctx: HttpContext, next: NextFn, refusedBy: readonly number[] = [401]) {
    await next()
    if (!refusedBy.includes(ctx.response.getStatus())) return
    await limitRequest(ctx, publicRequestsPerAddress, ctx.request.ip())
  }
}
