import { Logger } from '@adonisjs/core/logger'
import { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { type By, byClient } from '#models/by'

/**
 * The request id is sent back, so that a person can quote it and its log lines be found. The address
 * is read, to be kept, before whoever asks may have hung up.
 */
export default class RequestContextMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    ctx.request.ip()
    const requestId = ctx.request.id() ?? null
    ctx.by = byClient(requestId)
    ctx.response.header('x-request-id', requestId ?? '')
    ctx.containerResolver.bindValue(HttpContext, ctx)
    ctx.containerResolver.bindValue(Logger, ctx.logger)
    return next()
  }
}

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    by: By
  }
}
