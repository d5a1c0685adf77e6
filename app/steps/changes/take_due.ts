import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { LucidModel, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import type { DateTime } from 'luxon'
import type { By } from '#models/by'
import { deliverAfter, type OwedMail } from '#outbox'
import { databaseNow, inTransaction } from '#transactions'

interface Due<Row> {
  /** What is due, the first before the others. */
  due: (trx: Transaction) => ModelQueryBuilderContract<LucidModel, Row>
  /** Null where it turned out not to be due. */
  take: (trx: Transaction, row: Row, now: DateTime) => Promise<OwedMail[] | null>
}

/** One after the other, each in a transaction of its own; what others have locked is left to them. */
export async function takeDue<Row>(by: By, { due, take }: Due<Row>): Promise<number> {
  const takeNext = () =>
    inTransaction(async (trx) => {
      const row = await due(trx).forUpdate().skipLocked().first()
      const owed = row && (await take(trx, row, await databaseNow(trx)))
      return owed && { owed }
    })
  let taken = 0
  while (await deliverAfter(by, takeNext)) taken++
  return taken
}
