import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { requestDuration } from '#services/metrics'

/** Unknown addresses are counted together: a figure for each would fill the memory. */
export default class MeasureRequestsMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const began = performance.now()
    await next()
    const { route, request, response } = ctx
    requestDuration.observe(
      {
        route: route ? (route.name ?? route.pattern) : 'none',
        method: route ? request.method() : 'any',
        status: `${Math.floor(response.getStatus() / 100)}xx`,
      },
      (performance.now() - began) / 1000
    )
  }
}
