import { AsyncLocalStorage } from 'node:async_hooks'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { sql } from './sql.js'

const tenants = new AsyncLocalStorage<number>()

/**
 * Does `work` for one business: in every transaction of it PostgreSQL refuses what is written to a row of
 * another, by the policies of `database/row_policies.ts`, whatever the code forgot.
 */
export function onBehalfOf<Result>(businessId: number, work: () => Result): Result {
  return tenants.run(businessId, work)
}

export async function keepToTenant(trx: Transaction): Promise<void> {
  const businessId = tenants.getStore()
  if (businessId === undefined) return
  const parameters = { businessId: String(businessId) }
  await sql(trx, "select set_config('bellhop.business', :businessId, true)", parameters)
}
