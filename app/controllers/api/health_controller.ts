import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import type { HttpContext } from '@adonisjs/core/http'

export default class HealthController {
  /** The process answers; nothing else is asked. */
  live() {
    return { status: 'live' }
  }

  /** Whether requests may be sent here: the process stays, and the database answers. */
  async ready({ response, logger }: HttpContext) {
    if (app.isTerminating) return response.status(503).send({ status: 'draining' })
    try {
      await db.rawQuery('select 1')
      return { status: 'ready' }
    } catch (error) {
      logger.error({ err: error }, 'Not ready')
      return response.status(503).send({ status: 'not_ready' })
    }
  }
}
