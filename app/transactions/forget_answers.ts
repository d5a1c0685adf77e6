import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { sql } from './sql.js'

/**
 * Answers are kept encrypted, so that nobody can say whom one is about: all of the business's go. What
 * was done counts as done; asked for again, its answer is lost.
 */
export async function forgetAnswers(trx: Transaction, businessId: number): Promise<void> {
  await sql(
    trx,
    `update idempotency_keys set outcome = '{}'
      where business_id = :businessId and outcome -> 'answer' is not null`,
    { businessId }
  )
}
