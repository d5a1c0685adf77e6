import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import OneTimeLink from '#models/links/one_time_link'
import { databaseNow, lockRow } from '#transactions'

/** Locked until the transaction ends, with the time at which that was. */
export async function lockOneTimeLink(trx: Transaction, businessId: number, id: number) {
  const oneTime = await lockRow(trx, OneTimeLink, { businessId, id })
  return oneTime && { oneTime, now: await databaseNow(trx) }
}
