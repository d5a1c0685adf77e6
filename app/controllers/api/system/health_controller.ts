import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import type { HttpContext } from '@adonisjs/core/http'
import { deploymentMark } from '#config/app'
import { Refusal } from '#exceptions/refusal'
import { inTime } from '#services/in_time'
import { REFUSED_WORKER, storeRoom } from '#services/store_room'

/** Everyone gets an answer within two seconds, whatever the database does. */
const READY_WITHIN_MS = 1_500

/** Large enough to fit on no page that is there. */
const TRIAL = `
  insert into mailbox_messages (message_id, sender, recipients, subject, html)
  select '', '', '', '', string_agg(md5(random()::text), '') from generate_series(1, 1000)`

const TRIAL_LINE = `
  insert into mailbox_messages (message_id, sender, recipients, subject, html)
  values ('', '', '', '', '')`

export default class HealthController {
  live() {
    return { status: 'live', deployment: deploymentMark }
  }

  /** Whether requests may come here: the process stays, and the database answers and has room. */
  async ready({ response, logger }: HttpContext) {
    if (app.isTerminating) return response.status(503).send({ status: 'draining' })
    try {
      await inTime(READY_WITHIN_MS, this.ask())
      return { status: 'ready' }
    } catch (error) {
      logger.error({ err: error }, 'Not ready')
      return response.status(503).send({ status: 'not_ready' })
    }
  }

  /** Whether a booking could be written at this moment; nothing stays of the trial. */
  async bookings({ logger }: HttpContext) {
    try {
      await inTime(READY_WITHIN_MS, this.write(TRIAL_LINE))
    } catch (error) {
      logger.error({ err: error }, 'The database takes no writes')
      throw new Refusal(503, 'unavailable')
    }
    return { status: 'ok', database: 'ok' }
  }

  /** A database without room can still read, so after a refusal it has to write something. */
  private async ask(): Promise<void> {
    const { rows } = await db.rawQuery(
      'select not pg_try_advisory_xact_lock_shared(?) as "isRefused"',
      [REFUSED_WORKER]
    )
    if (rows[0].isRefused) throw new Error('The database has no room for what a worker asks of it')
    if (!storeRoom.isShort) return
    await this.write(TRIAL)
    storeRoom.isShort = false
  }

  private async write(statement: string): Promise<void> {
    const trx = await db.transaction()
    try {
      await trx.rawQuery(statement)
    } finally {
      await trx.rollback()
    }
  }
}
