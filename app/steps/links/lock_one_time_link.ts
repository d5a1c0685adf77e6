import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import OneTimeLink from '#models/links/one_time_link'
import { databaseNow } from '#transactions'

/** Locked until the transaction ends, with the time at which that was. */
export async function lockOneTimeLink(trx: Transaction, businessId: number, id: number) {
  const oneTime = await OneTimeLink.query({ client: trx })
    .where({ businessId, id })
    .forUpdate()
    .first()
  return oneTime && { oneTime, now: await databaseNow(trx) }
}
