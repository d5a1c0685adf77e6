import { Logger } from '@adonisjs/core/logger'
import { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** Echoes the request id, so that a person can quote it and a log line be found by it. */
export default class RequestContextMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    ctx.response.header('x-request-id', ctx.request.id() ?? '')
    ctx.containerResolver.bindValue(HttpContext, ctx)
    ctx.containerResolver.bindValue(Logger, ctx.logger)
    return next()
  }
}
