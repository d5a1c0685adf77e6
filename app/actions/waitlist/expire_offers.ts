import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { closeOffer } from '#diary'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import WaitlistOffer from '#models/waitlist/waitlist_offer'
import { waitlistPassed } from '#messages'
import { owe, type OwedMail, wakeDeliveries } from '#outbox'
import { databaseNow, inTransaction } from '#transactions'

/** By the database's clock, one transaction each. */
export default class ExpireOffers {
  async handle(requestId: string | null = null): Promise<number> {
    let expired = 0
    while (await this.expireNext(requestId)) expired++
    return expired
  }

  private async expireNext(requestId: string | null): Promise<boolean> {
    const owed = await inTransaction((trx) => this.expire(trx, requestId))
    if (owed === null) return false
    await wakeDeliveries(owed, requestId)
    return true
  }

  private async expire(trx: Transaction, requestId: string | null): Promise<OwedMail[] | null> {
    const entry = await WaitlistEntry.query({ client: trx })
      .whereIn(
        'id',
        trx
          .from('waitlist_offers')
          .where('status', 'open')
          .whereRaw('expires_at <= clock_timestamp()')
          .select('entry_id')
      )
      .orderBy('id')
      .forUpdate()
      .skipLocked()
      .first()
    if (!entry) return null

    const now = await databaseNow(trx)
    const offer = await WaitlistOffer.query({ client: trx })
      .where({ entryId: entry.id, status: 'open' })
      .first()
    // Answered between the query and the lock.
    if (!offer || offer.isOpenAt(now)) return []
    const told = await owe(trx, waitlistPassed, {
      businessId: entry.businessId,
      subject: { type: 'waitlist_entry', id: entry.id },
      occurrence: offer.id,
      data: { offerId: offer.id },
      requestId,
    })
    return [...told, ...(await closeOffer(trx, { entry, offer, to: 'expired', now, requestId }))]
  }
}
