import { createHmac } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { linkKey } from '#config/app'
import { networkOf } from '#formats/pages/networks'
import { countRequest, type RateLimit } from '#start/limiter'

/** A flood must not fill the disk as well: one line for each network and route. */
const linesPerMinute: RateLimit = { name: 'limited_line', most: 1, seconds: 60, isInMemory: true }

/**
 * Whoever has to wait stands in the log under a name that lasts for a day: enough to see that it is
 * one and the same, and no address.
 */
export default class LimitedNoticeMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    await next()
    const { route, request, response, logger } = ctx
    if (response.getStatus() !== 429) return
    const name = route ? (route.name ?? route.pattern) : 'none'
    const { taken } = await countRequest(linesPerMinute, request.ip(), name)
    if (taken > linesPerMinute.most) return
    const network = nameForToday(networkOf(request.ip()) ?? '', new Date())
    logger.warn({ route: name, network, requestId: request.id() }, 'A limit was reached')
  }
}

export function nameForToday(network: string, now: Date): string {
  const today = now.toISOString().slice(0, 10)
  return createHmac('sha256', linkKey)
    .update(`network\n${today}\n${network}`)
    .digest('hex')
    .slice(0, 12)
}
