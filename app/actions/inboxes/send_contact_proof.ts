import { askContactProof } from '#steps'
import type { By } from '#models/by'
import Business from '#models/settings/business'
import { wakeDeliveries } from '#outbox'
import { inTransaction } from '#transactions'

/** To the address that clients are shown. */
export default class SendContactProof {
  async handle({ businessId, by }: { businessId: number; by: By }): Promise<'sent' | 'proven'> {
    const owed = await inTransaction(async (trx) => {
      await Business.query({ client: trx }).where('id', businessId).forUpdate().firstOrFail()
      return askContactProof(trx, businessId, by)
    })
    await wakeDeliveries(owed, by.requestId)
    return owed.length > 0 ? 'sent' : 'proven'
  }
}
