import { recordAudit } from '#history'
import { erasureRefused } from '#messages'
import type { By } from '#models/by'
import Erasure from '#models/privacy/erasure'
import { deliverAfter, owe } from '#outbox'
import { databaseNow, inTransaction, lockRow } from '#transactions'

interface Refusing {
  businessId: number
  erasureId: number
  /** Told to the client. */
  reason: string
  by: By
}

/** They may ask again. */
export default class RefuseErasure {
  async handle({ businessId, erasureId: id, reason, by }: Refusing): Promise<'refused' | 'over'> {
    const refused = await deliverAfter(by, () =>
      inTransaction(async (trx) => {
        const erasure = await lockRow(trx, Erasure, { businessId, id, status: 'asked' })
        if (!erasure) return null
        await erasure
          .merge({ status: 'refused', reason, decidedBy: by.userId })
          .merge({ decidedAt: await databaseNow(trx) })
          .save()
        await recordAudit(trx, {
          ...{ businessId, by, action: 'client.erasure_refused', subjectType: 'client' },
          subjectId: erasure.clientId ?? 0,
        })
        const subject = { type: 'erasure' as const, id }
        return { owed: await owe(trx, erasureRefused, { businessId, subject, by }) }
      })
    )
    return refused === null ? 'over' : 'refused'
  }
}
