import app from '@adonisjs/core/services/app'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/**
 * While this process leaves, each answer is the last on its connection: else somebody who keeps
 * asking on one that is open would hold it here until it is killed in the middle of an answer.
 */
export default class DrainMiddleware {
  async handle({ response }: HttpContext, next: NextFn) {
    await next()
    if (app.isTerminating) response.header('connection', 'close')
  }
}
