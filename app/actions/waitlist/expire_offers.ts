import { closeOffer, takeDue } from '#steps'
import { waitlistPassed } from '#messages'
import { bySystem } from '#models/by'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import WaitlistOffer from '#models/waitlist/waitlist_offer'
import { owe } from '#outbox'

/** By the database's clock. */
export default class ExpireOffers {
  handle(by = bySystem()): Promise<number> {
    return takeDue(by, {
      due: (trx) =>
        WaitlistEntry.query({ client: trx })
          .whereIn(
            'id',
            trx
              .from('waitlist_offers')
              .where('status', 'open')
              .whereRaw('expires_at <= clock_timestamp()')
              .select('entry_id')
          )
          .orderBy('id'),
      take: async (trx, entry, now) => {
        const offer = await WaitlistOffer.query({ client: trx })
          .where({ entryId: entry.id, status: 'open' })
          .first()
        // Answered between the query and the lock.
        if (!offer || offer.isOpenAt(now)) return []
        const closed = await closeOffer(trx, { entry, offer, to: 'expired', now, by })
        const told = await owe(trx, waitlistPassed, {
          businessId: entry.businessId,
          subject: { type: 'waitlist_entry', id: entry.id },
          occurrence: offer.id,
          data: { offerId: offer.id },
          by,
        })
        return [...told, ...closed]
      },
    })
  }
}
