import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { lockHosts, releaseExpiredClaims, unlessOvertaken } from '#claims'
import { offerByHand } from '#steps'
import { recordAudit } from '#history'
import type { By } from '#models/by'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import { deliverAfter, type Owing } from '#outbox'
import { brokenConstraint, databaseNow, retryingTransaction } from '#transactions'

interface Offering {
  businessId: number
  sessionId: number
  entryId: number
  by: By
}

export type OfferOutcome =
  { outcome: 'offered'; entry: WaitlistEntry } | { outcome: 'not_waiting' | 'none_free' | 'busy' }

/** Out of their order, to somebody who waits or who let an offer pass; it is held like any other. */
export default class OfferPlace {
  async handle(offering: Offering): Promise<OfferOutcome> {
    try {
      const offered = await deliverAfter(offering.by, () =>
        unlessOvertaken(
          () => retryingTransaction((trx) => this.transact(trx, offering)),
          () => null
        )
      )
      return offered ?? { outcome: 'busy' }
    } catch (error) {
      // They put themselves on the list again after they let an offer pass.
      if (brokenConstraint(error) !== 'waitlist_entries_once') throw error
      return { outcome: 'not_waiting' }
    }
  }

  private async transact(
    trx: Transaction,
    { businessId, sessionId, entryId, by }: Offering
  ): Promise<Owing<OfferOutcome>> {
    const entry = await WaitlistEntry.query({ client: trx })
      .where({ businessId, id: entryId })
      .preload('service')
      .first()
    if (!entry) return { outcome: 'not_waiting' }
    await lockHosts(trx, entry.service, null)
    const now = await databaseNow(trx)
    await releaseExpiredClaims(trx, entry.service, now)
    const owed = await offerByHand(trx, { entry, now, by })
    if (typeof owed === 'string') return { outcome: owed }
    await recordAudit(trx, {
      ...{ businessId, by, action: 'session.place_offered' },
      ...{ subjectType: 'group_session', subjectId: sessionId },
      changes: { waitlist_entry_id: entry.id },
    })
    return { outcome: 'offered', entry, owed }
  }
}
