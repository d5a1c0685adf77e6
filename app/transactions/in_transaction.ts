import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'

/**
 * Work that is done as a whole or not at all; throws what it threw, and what became of the COMMIT.
 * Knex tells of a BEGIN or a COMMIT that failed by `executionPromise` alone, where Lucid's own
 * `db.transaction` does not look: what the database had lost would count as done.
 */
export async function inTransaction<Result>(
  work: (trx: Transaction) => Promise<Result>
): Promise<Result> {
  const trx = await db.transaction()
  try {
    if (trx.isCompleted) await trx.knexClient.executionPromise
    const result = await work(trx)
    if (!trx.isCompleted) {
      await trx.commit()
      await trx.knexClient.executionPromise
    }
    return result
  } catch (error) {
    await trx.rollback()
    throw error
  }
}
