import { closeOffer } from '#diary'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import WaitlistOffer from '#models/waitlist/waitlist_offer'
import { wakeDeliveries } from '#outbox'
import { databaseNow, inTransaction } from '#transactions'

interface Leaving {
  entryId: number
  requestId: string | null
}

/** An offer goes to the next who waits. Safe to repeat. */
export default class LeaveWaitlist {
  async handle({ entryId, requestId }: Leaving): Promise<'left' | 'not_possible'> {
    const owed = await inTransaction(async (trx) => {
      const entry = await WaitlistEntry.query({ client: trx })
        .where('id', entryId)
        .forUpdate()
        .firstOrFail()
      if (entry.status === 'left') return []
      if (!entry.isOpen) return null

      const now = await databaseNow(trx)
      const offer = await WaitlistOffer.query({ client: trx })
        .where({ entryId, status: 'open' })
        .first()
      if (offer) return closeOffer(trx, { entry, offer, to: 'declined', now, requestId })
      await entry.merge({ status: 'left' }).save()
      return []
    })
    if (owed === null) return 'not_possible'
    await wakeDeliveries(owed, requestId)
    return 'left'
  }
}
