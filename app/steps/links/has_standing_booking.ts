import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'

/** Whether a booking through it stands: one that was cancelled or declined leaves it free again. */
export async function hasStandingBooking(trx: Transaction, oneTimeLinkId: number) {
  const standing: unknown = await trx
    .from('bookings')
    .where({ one_time_link_id: oneTimeLinkId })
    .whereNotIn('status', ['cancelled', 'rejected', 'expired'])
    .first()
  return Boolean(standing)
}
