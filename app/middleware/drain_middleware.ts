import app from '@adonisjs/core/services/app'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/**
 * While this process shuts down, each answer closes its connection: a client that keeps asking
 * would otherwise hold it here until it is killed in the middle of an answer.
 */
export default class DrainMiddleware {
  async handle({ response }: HttpContext, next: NextFn) {
    await next()
    if (app.isTerminating) response.header('connection', 'close')
  }
}
