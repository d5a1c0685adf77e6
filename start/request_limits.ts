import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Refusal } from '#exceptions/refusal'
import { areLimitsOn, countRequest, publicRequestsPerAddress, type RateLimit } from '#start/limiter'

/** Of programs without a key, from one place. */
export default class PublicLimitMiddleware {
  async handle(ctx: HttpContext, next: NextFn, limit = publicRequestsPerAddress) {
    await limitRequest(ctx, limit, ctx.request.ip())
    return next()
  }
}

/** Counts a request against a limit and tells in the answer what is left of it; 429 past its end. */
export async function limitRequest(
  ctx: HttpContext,
  limit: RateLimit,
  key: string,
  sentence = 'api.too_many_requests'
): Promise<void> {
  if (!areLimitsOn()) return
  const { taken, wait: seconds } = await countRequest(limit, key)
  tellLimit(ctx, limit, { left: Math.max(0, limit.most - taken), seconds })
  if (taken <= limit.most) return
  throw new Refusal(429, 'too_many_requests', ctx.i18n.t(sentence, { most: limit.most, seconds }), {
    headers: { 'retry-after': seconds },
  })
}

/**
 * As draft-ietf-httpapi-ratelimit-headers-11 has it, for each limit that the request was counted
 * against; and as others write it, for the one that has least left.
 */
function tellLimit(
  { response }: HttpContext,
  { name, most, seconds: window }: RateLimit,
  { left, seconds }: { left: number; seconds: number }
): void {
  const told = (header: string) => response.getHeader(header)
  const add = (header: string, item: string) =>
    response.header(header, [told(header), item].filter(Boolean).join(', '))
  add('ratelimit-policy', `"${name}";q=${most};w=${window}`)
  add('ratelimit', `"${name}";r=${left};t=${seconds}`)
  if (left > Number(told('x-ratelimit-remaining') ?? Infinity)) return
  response.header('x-ratelimit-limit', most)
  response.header('x-ratelimit-remaining', left)
  response.header('x-ratelimit-reset', seconds)
}
