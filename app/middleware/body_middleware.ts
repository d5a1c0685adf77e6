import config from '#config/bodyparser'
import BodyParser from '@adonisjs/core/bodyparser_middleware'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** A signature covers the bytes, so these routes read their own body. */
const READ_AS_BYTES = new Set(['/webhooks/sendgrid'])

/** Files larger than forms may be. */
const LARGE = new Map([['/admin/clients/imports', '5mb']])

export default class BodyMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    if (READ_AS_BYTES.has(ctx.route?.pattern ?? '')) return next()
    const limit = LARGE.get(ctx.route?.pattern ?? '')
    const parser = limit
      ? new BodyParser({ ...config, multipart: { ...config.multipart, limit } })
      : await ctx.containerResolver.make(BodyParser)
    return parser.handle(ctx, next)
  }
}
