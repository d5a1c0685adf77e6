import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { lockHosts, releaseClaims, releaseExpiredClaims, unlessOvertaken } from '#claims'
import { offerByHand } from '#steps'
import { recordAudit } from '#history'
import { waitlistWithdrawn } from '#messages'
import type { By } from '#models/by'
import GroupSession from '#models/sessions/group_session'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import WaitlistOffer from '#models/waitlist/waitlist_offer'
import { deliverAfter, owe, oweCallToWaiting, type OwedMail, type Owing } from '#outbox'
import { brokenConstraint, databaseNow, lockRowOrFail, retryingTransaction } from '#transactions'

interface Withdrawal {
  businessId: number
  sessionId: number
  offerId: number
  /** Who gets the place instead; null keeps it free, and from then on the owner chooses. */
  toEntryId: number | null
  by: By
}

export type WithdrawalOutcome =
  | { outcome: 'withdrawn'; from: WaitlistEntry; to: WaitlistEntry | null }
  | { outcome: 'over' | 'not_waiting' | 'none_free' | 'busy' }

/** Nothing of it holds where the other one cannot have the place. */
class NotOffered extends Error {
  constructor(readonly outcome: 'not_waiting' | 'none_free') {
    super(outcome)
  }
}

/** Whoever had the offer waits on, at the place that they had. */
export default class WithdrawOffer {
  async handle(withdrawal: Withdrawal): Promise<WithdrawalOutcome> {
    try {
      const withdrawn = await deliverAfter(withdrawal.by, () =>
        unlessOvertaken(
          () => retryingTransaction((trx) => this.transact(trx, withdrawal)),
          () => null
        )
      )
      return withdrawn ?? { outcome: 'busy' }
    } catch (error) {
      if (error instanceof NotOffered) return { outcome: error.outcome }
      if (brokenConstraint(error) !== 'waitlist_entries_once') throw error
      return { outcome: 'not_waiting' }
    }
  }

  private async transact(
    trx: Transaction,
    withdrawal: Withdrawal
  ): Promise<Owing<WithdrawalOutcome>> {
    const { businessId, sessionId, offerId, toEntryId, by } = withdrawal
    const found = await WaitlistOffer.query({ client: trx })
      .where({ businessId, sessionId, id: offerId })
      .preload('entry', (entry) => entry.preload('service'))
      .first()
    if (!found) return { outcome: 'over' }
    const { entry: from } = found
    await lockHosts(trx, from.service, null)
    const now = await databaseNow(trx)
    await releaseExpiredClaims(trx, from.service, now)
    await lockRowOrFail(trx, WaitlistEntry, { id: from.id })
    const offer = await WaitlistOffer.findOrFail(offerId, { client: trx })
    if (!offer.isOpenAt(now)) return { outcome: 'over' }

    await offer.merge({ status: 'withdrawn' }).save()
    await from.refresh()
    await from.merge({ status: 'waiting' }).save()
    const to = toEntryId === null ? null : await this.find(trx, withdrawal, toEntryId)
    if (!to) await this.chooseByHand(trx, sessionId)
    await releaseClaims(trx, offer)
    const owed: OwedMail[] = await owe(trx, waitlistWithdrawn, {
      ...{ businessId, by, occurrence: offerId, data: { offerId } },
      subject: { type: 'waitlist_entry', id: from.id },
    })
    await oweCallToWaiting(trx, from, { type: waitlistWithdrawn.type, by })
    if (to) {
      const offered = await offerByHand(trx, { entry: to, now, by })
      if (typeof offered === 'string') throw new NotOffered(offered)
      owed.push(...offered)
    }
    await recordAudit(trx, {
      ...{ businessId, by, action: 'session.offer_withdrawn' },
      ...{ subjectType: 'group_session', subjectId: sessionId },
      changes: { waitlist_entry_id: from.id, ...(to && { offered_to: to.id }) },
    })
    return { outcome: 'withdrawn', from, to, owed }
  }

  private async find(trx: Transaction, { businessId, sessionId }: Withdrawal, id: number) {
    const { serviceId, startsAt } = await GroupSession.findOrFail(sessionId, { client: trx })
    const entry = await WaitlistEntry.query({ client: trx })
      .where({ businessId, serviceId, id })
      .where('starts_at', startsAt.toJSDate())
      .preload('service')
      .first()
    if (!entry) throw new NotOffered('not_waiting')
    return entry
  }

  private async chooseByHand(trx: Transaction, sessionId: number): Promise<void> {
    const session = await GroupSession.findOrFail(sessionId, { client: trx })
    await session.merge({ offersByHand: true }).save()
  }
}
