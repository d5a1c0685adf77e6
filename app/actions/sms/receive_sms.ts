import logger from '@adonisjs/core/services/logger'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { noteReply } from '#steps'
import { byClient } from '#models/by'
import { dropTextsTo, type OwedMail, planRemindersOfNumber, wakeDeliveries } from '#outbox'
import { isRestart, textAnswer } from '#services/sms/sms_answer'
import { databaseNow, inTransaction, sql } from '#transactions'

interface HeardText {
  /** Twilio's id of it; the same text told again changes nothing. */
  sid: string
  /** E.164. */
  from: string
  body: string
  /** What Twilio itself took it for, where it answers such words in its own way. */
  optOut?: string
  requestId: string | null
}

type Heard = 'stopped' | 'started' | 'replied' | 'known' | 'ignored'

/** An SMS that came in: a stop, an answer to a reminder, or nothing that we know of. */
export default class HearText {
  /** @param clockOffsetMs moves the clock; tests only */
  constructor(private readonly clockOffsetMs = 0) {}

  async handle(text: HeardText): Promise<Heard> {
    const { heard, owed } = await inTransaction(async (trx) => {
      if (!(await this.isNew(trx, text))) return { heard: 'known' as const, owed: [] }
      return this.hear(trx, text)
    })
    await wakeDeliveries(owed, text.requestId)
    logger.info({ heard, request_id: text.requestId }, 'An SMS came in')
    return heard
  }

  private async isNew(trx: Transaction, { sid }: HeardText): Promise<boolean> {
    const rows = await sql(
      trx,
      'insert into texts_heard (sid) values (:sid) on conflict do nothing returning sid',
      { sid }
    )
    return rows.length > 0
  }

  private async hear(
    trx: Transaction,
    { from, body, optOut, requestId }: HeardText
  ): Promise<{ heard: Heard; owed: OwedMail[] }> {
    const answer = textAnswer(body)
    if (optOut === 'STOP' || answer === 'stop') {
      await this.stop(trx, from)
      return { heard: 'stopped', owed: [] }
    }
    if (optOut === 'START' || isRestart(body)) {
      const isBack = await this.start(trx, from)
      if (isBack) return { heard: 'started', owed: [] }
    }
    if (answer !== 'yes' && answer !== 'no') return { heard: 'ignored', owed: [] }
    const clock = await databaseNow(trx)
    const now = clock.plus(this.clockOffsetMs)
    const reply = { number: from, isComing: answer === 'yes', now, by: byClient(requestId) }
    const owed = await noteReply(trx, reply)
    return owed ? { heard: 'replied', owed } : { heard: 'ignored', owed: [] }
  }

  private async stop(trx: Transaction, number: string) {
    await sql(trx, 'insert into text_stops (number) values (:number) on conflict do nothing', {
      number,
    })
    await planRemindersOfNumber(trx, number, await databaseNow(trx))
    await dropTextsTo(trx, number)
  }

  private async start(trx: Transaction, number: string): Promise<boolean> {
    const rows = await sql(trx, 'delete from text_stops where number = :number returning number', {
      number,
    })
    if (rows.length === 0) return false
    await planRemindersOfNumber(trx, number, await databaseNow(trx))
    return true
  }
}
