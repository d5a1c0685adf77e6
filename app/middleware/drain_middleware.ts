import app from '@adonisjs/core/services/app'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** A client that keeps asking would hold this process here until it is killed. */
export default class DrainMiddleware {
  async handle({ response }: HttpContext, next: NextFn) {
    await next()
    if (app.isTerminating) response.header('connection', 'close')
  }
}
