import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { parseBody } from '#middleware/body_middleware'

/** Once the limits have let a request pass, so that what is refused costs nothing to read. */
export default class JsonBodyMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    return parseBody(ctx, next)
  }
}
