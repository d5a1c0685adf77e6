import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'

export interface Holder {
  id: number
  businessId: number
  /** Whose limits count it; null for what is no service. */
  serviceId: number | null
}

/** The row that holds (a booking, a session, an offer) takes this id as its own. */
export async function openHolder(trx: Transaction, businessId: number): Promise<number> {
  const [{ id }] = await trx
    .insertQuery<{ id: number }>()
    .table('holders')
    .insert({ business_id: businessId })
    .returning('id')
  return id
}
