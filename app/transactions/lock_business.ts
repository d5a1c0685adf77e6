import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { sql } from './sql.js'

/**
 * One change of a business's services after the other. What only names the business, as a booking and an
 * entry of the history do, is not held up: with `for update` it was, and two changes at once could each
 * wait for the other.
 */
export async function lockBusiness(trx: Transaction, businessId: number): Promise<void> {
  await sql(trx, 'select from businesses where id = :businessId for no key update', { businessId })
}
