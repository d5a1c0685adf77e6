import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Refusal } from '#exceptions/refusal'
import { countRequest, pagesPerAddress, type RateLimit } from '#start/limiter'

/** Of people, from one place. */
export default class PageLimitMiddleware {
  async handle(ctx: HttpContext, next: NextFn, limit = pagesPerAddress) {
    await limitPage(ctx, limit)
    return next()
  }
}

/** 429 past the limit's end; unlike programs, people are not told what is left of it. */
export async function limitPage({ request }: HttpContext, limit: RateLimit): Promise<void> {
  const { taken, wait } = await countRequest(limit, request.ip())
  if (taken <= limit.most) return
  throw new Refusal(429, 'too_many_requests', null, { headers: { 'retry-after': wait } })
}
