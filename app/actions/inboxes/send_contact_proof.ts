import { askContactProof } from '#steps'
import type { By } from '#models/by'
import Business from '#models/settings/business'
import { wakeDeliveries } from '#outbox'
import { inTransaction, lockRowOrFail } from '#transactions'

/** To the address that clients are shown. */
export default class SendContactProof {
  async handle({ businessId, by }: { businessId: number; by: By }) {
    const asked = await inTransaction(async (trx) => {
      await lockRowOrFail(trx, Business, { id: businessId })
      return askContactProof(trx, businessId, by)
    })
    if (typeof asked === 'string') return asked
    await wakeDeliveries(asked, by.requestId)
    return 'sent'
  }
}
