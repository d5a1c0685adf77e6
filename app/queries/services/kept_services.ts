import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import Service from '#models/services/service'

/** A business's services but for those in the archive, as its list has them. */
export function keptServices(businessId: number, client?: Transaction) {
  return Service.query({ client })
    .where({ businessId })
    .whereNull('archived_at')
    .orderBy('position')
    .orderBy('id')
}
