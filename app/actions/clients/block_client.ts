import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { recordAudit } from '#history'
import type { By } from '#models/by'
import Client from '#models/clients/client'
import { databaseNow, inTransaction } from '#transactions'

interface Blocking {
  businessId: number
  clientId: number
  /** Null lets them book online again. */
  reason: string | null
  /** Whoever else gives their number; unless said, where they were not said to share it. */
  blocksNumber?: boolean
  by: By
}

/** Also what a part brought with it, so that taking it apart blocks nobody again. */
const FREE = { blockedAt: null, blockedBy: null, blockReason: null, blocksNumber: true }

/** From booking online, with any address of their record, and their number; what is booked stays. */
export default class BlockClient {
  async handle({
    businessId,
    clientId,
    reason,
    blocksNumber,
    by,
  }: Blocking): Promise<Client | null> {
    return inTransaction(async (trx) => {
      const client = await Client.query({ client: trx })
        .where({ businessId, id: clientId })
        .whereNull('merged_into')
        .forUpdate()
        .first()
      const isBlocked = reason !== null
      if (!client || (client.blockedAt !== null) === isBlocked) return client

      await client
        .merge({
          blockedAt: isBlocked ? await databaseNow(trx) : null,
          blockedBy: isBlocked ? by.userId : null,
          blockReason: reason,
          blocksNumber: isBlocked ? (blocksNumber ?? !(await sharesNumber(trx, clientId))) : true,
        })
        .save()
      if (!isBlocked) await Client.query({ client: trx }).where('record_id', clientId).update(FREE)
      await recordAudit(trx, {
        ...{ businessId, by },
        action: isBlocked ? 'client.blocked' : 'client.unblocked',
        ...{ subjectType: 'client', subjectId: clientId },
      })
      return client
    })
  }
}

async function sharesNumber(trx: Transaction, recordId: number): Promise<boolean> {
  const query = Client.query({ client: trx }).where({ record_id: recordId, sharesPhone: true })
  return (await query.first()) !== null
}
