import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import Host from '#models/availability/host'

/** Nobody is added until the end of the transaction: who is new takes over what holds for everyone. */
export async function everyoneIn(trx: Transaction, businessId: number): Promise<Host[]> {
  await trx.from('businesses').where('id', businessId).select('id').forShare()
  return Host.query({ client: trx }).where({ businessId }).orderBy('id')
}
