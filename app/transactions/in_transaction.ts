import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { sql } from './sql.js'
import { currentTenant } from '#services/tenant'

/**
 * Knex tells of a failed BEGIN or COMMIT only by `executionPromise`, which Lucid's own
 * `db.transaction` does not read: a lost transaction would count as done.
 */
export async function inTransaction<Result>(
  work: (trx: Transaction) => Promise<Result>
): Promise<Result> {
  const trx = await db.transaction()
  try {
    if (trx.isCompleted) await trx.knexClient.executionPromise
    await keepToTenant(trx)
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

async function keepToTenant(trx: Transaction): Promise<void> {
  const businessId = currentTenant()
  if (businessId === undefined) return
  const parameters = { businessId: String(businessId) }
  await sql(trx, "select set_config('bellhop.business', :businessId, true)", parameters)
}
