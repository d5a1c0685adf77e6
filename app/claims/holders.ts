import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'

/** Whoever may own host time: any number of spans, of any number of hosts. */
export interface Holder {
  id: number
  businessId: number
  serviceId: number
}

/** The id of a new holder, which the row that holds (a booking, a session, an offer) takes as its own. */
export async function openHolder(trx: Transaction, businessId: number): Promise<number> {
  const [{ id }] = await trx
    .insertQuery<{ id: number }>()
    .table('holders')
    .insert({ business_id: businessId })
    .returning('id')
  return id
}
