import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { isAtApi } from '#exceptions/at_api'
import { pagesPerAddress, publicRequestsPerAddress } from '#start/limiter'
import { limitPage } from '#start/page_limit'
import { limitRequest } from '#start/request_limits'

/** 400 is an address that cannot be decoded. */
const NOWHERE = new Set([400, 404, 405])

/** What no route answers counts as a page; below the API, as all of it that needs no key, and is told so. */
export default class NowhereLimitMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    await next()
    const { route, request, response } = ctx
    if (route || !NOWHERE.has(response.getStatus())) return
    if (!isAtApi(ctx)) return limitPage(ctx, pagesPerAddress)
    return limitRequest(ctx, publicRequestsPerAddress, request.ip())
  }
}
