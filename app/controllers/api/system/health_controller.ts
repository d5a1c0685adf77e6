import { setTimeout as sleep } from 'node:timers/promises'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import type { HttpContext } from '@adonisjs/core/http'
import { storeRoom } from '#services/store_room'

/** Everyone gets an answer within two seconds, whatever the database does. */
const READY_WITHIN_MS = 1_500

/** Large enough to fit on no page that is there. */
const TRIAL = `
  insert into mailbox_messages (message_id, sender, recipients, subject, html)
  select '', '', '', '', string_agg(md5(random()::text), '') from generate_series(1, 1000)`

export default class HealthController {
  live() {
    return { status: 'live' }
  }

  /** Whether requests may come here: the process stays, and the database answers and has room. */
  async ready({ response, logger }: HttpContext) {
    if (app.isTerminating) return response.status(503).send({ status: 'draining' })
    try {
      await this.askWithin(READY_WITHIN_MS)
      return { status: 'ready' }
    } catch (error) {
      logger.error({ err: error }, 'Not ready')
      return response.status(503).send({ status: 'not_ready' })
    }
  }

  private async askWithin(ms: number): Promise<void> {
    const late = new AbortController()
    const waits = sleep(ms, undefined, { signal: late.signal }).then(() => {
      throw new Error('The database does not answer')
    })
    const asks = this.ask().finally(() => late.abort())
    asks.catch(() => null)
    waits.catch(() => null)
    await Promise.race([asks, waits])
  }

  /** A database without room can still read, so after a refusal it has to write something. */
  private async ask(): Promise<void> {
    if (!storeRoom.isShort) return void (await db.rawQuery('select 1'))
    const trx = await db.transaction()
    try {
      await trx.rawQuery(TRIAL)
    } finally {
      await trx.rollback()
    }
    storeRoom.isShort = false
  }
}
