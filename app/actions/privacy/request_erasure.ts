import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { erasureAsked } from '#messages'
import type { By } from '#models/by'
import Client from '#models/clients/client'
import { deliverAfter, owe, type OwedMail } from '#outbox'
import { inTransaction, sql } from '#transactions'

interface Asked {
  businessId: number
  /** As it is compared: see `addressKey`. */
  email: string
  /** In which the answer is written. */
  language: string
  by: By
}

/** Each record of that address; whoever asks twice asks once. */
const ASK = `
  insert into erasures
    (business_id, client_id, email, client_name, client_locale, client_time_zone, request_id)
  select business_id, id, :email, name, :language, time_zone, cast(:requestId as text)
    from clients
   where business_id = :businessId and id = any(cast(:recordIds as bigint[]))
  on conflict (business_id, client_id) where status in ('asked', 'running') do nothing
  returning id`

/** Nothing goes before the business says so: it may have to keep an invoice, or a date that is near. */
export default class RequestErasure {
  async handle(asked: Asked): Promise<'asked' | 'not_known'> {
    const done = await deliverAfter(asked.by, () => inTransaction((trx) => this.ask(trx, asked)))
    return done.outcome
  }

  private async ask(trx: Transaction, { businessId, email, language, by }: Asked) {
    const records = await Client.query({ client: trx }).where({ businessId, email_key: email })
    const recordIds = [...new Set(records.map(({ recordId }) => recordId))]
    if (recordIds.length === 0) return { outcome: 'not_known' as const, owed: [] }
    const { requestId } = by
    const question = { businessId, recordIds, email, language, requestId }
    const owed: OwedMail[] = []
    for (const { id } of await sql<{ id: number }>(trx, ASK, question)) {
      const subject = { type: 'erasure' as const, id: Number(id) }
      owed.push(...(await owe(trx, erasureAsked, { businessId, subject, by })))
    }
    return { outcome: 'asked' as const, owed }
  }
}
