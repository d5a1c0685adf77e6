import { createHash, timingSafeEqual } from 'node:crypto'
import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import metricsConfig from '#config/metrics'
import { isAtThisMachine } from '#middleware/this_machine'

/** Without a token in the settings, at this machine only. */
export default class MetricsReaderMiddleware {
  handle({ request, response }: HttpContext, next: NextFn) {
    const token = metricsConfig.token?.release()
    if (token ? !brings(request, token) : !isAtThisMachine(request)) {
      throw new Exception('No such page', { status: 404, code: 'E_METRICS_PRIVATE' })
    }
    response.header('cache-control', 'no-store')
    return next()
  }
}

function brings(request: HttpContext['request'], token: string): boolean {
  const [, brought] = /^bearer (\S+)$/i.exec(request.header('authorization') ?? '') ?? []
  return brought !== undefined && timingSafeEqual(digest(brought), digest(token))
}

/** Always of one length, as the comparison in constant time needs it. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
