import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { sql } from '#transactions'

/** What happened stays, and who did it; the words that were written about it go. */
const FORGET_REASONS = `
  update booking_events set reason = null
   where reason is not null and booking_id = any(cast(:bookingIds as bigint[]))`

export async function forgetWords(trx: Transaction, bookingIds: number[]): Promise<void> {
  await sql(trx, FORGET_REASONS, { bookingIds })
}
