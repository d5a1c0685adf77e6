import { recordAudit } from '#history'
import type { By } from '#models/by'
import Client from '#models/clients/client'
import { databaseNow, inTransaction } from '#transactions'

interface Blocking {
  businessId: number
  clientId: number
  /** Null lets them book online again. */
  reason: string | null
  by: By
}

/** Also what a part brought with it, so that taking it apart blocks nobody again. */
const FREE = { blockedAt: null, blockedBy: null, blockReason: null }

/** From booking online, with any address or number of their record; what is booked stays. */
export default class BlockClient {
  async handle({ businessId, clientId, reason, by }: Blocking): Promise<Client | null> {
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
