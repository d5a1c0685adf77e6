import { closeOffer } from '#steps'
import { waitlistLeft } from '#messages'
import type { By } from '#models/by'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import WaitlistOffer from '#models/waitlist/waitlist_offer'
import { deliverAfter, dropCallToWaiting, oweEachTime } from '#outbox'
import { databaseNow, inTransaction, lockRowOrFail } from '#transactions'

interface Leaving {
  entryId: number
  by: By
}

/** An offer goes to the next who waits. Safe to repeat. */
export default class LeaveWaitlist {
  async handle({ entryId, by }: Leaving): Promise<'left' | 'not_possible'> {
    const left = await deliverAfter(by, () =>
      inTransaction(async (trx) => {
        const entry = await lockRowOrFail(trx, WaitlistEntry, { id: entryId })
        if (entry.status === 'left') return { owed: [] }
        if (!entry.isOpen) return null

        await dropCallToWaiting(trx, entry)
        const now = await databaseNow(trx)
        const offer = await WaitlistOffer.query({ client: trx })
          .where({ entryId, status: 'open' })
          .first()
        if (offer) return { owed: await closeOffer(trx, { entry, offer, to: 'declined', now, by }) }
        await entry.merge({ status: 'left' }).save()
        const subject = { type: 'waitlist_entry' as const, id: entryId }
        const { businessId } = entry
        return { owed: await oweEachTime(trx, waitlistLeft, { businessId, subject, by }) }
      })
    )
    return left ? 'left' : 'not_possible'
  }
}
