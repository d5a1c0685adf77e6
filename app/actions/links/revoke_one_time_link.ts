import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { giveUpTimes, lockOneTimeLink } from '#steps'
import { saveSettings } from '#history'
import { oneTimeRevoked } from '#messages'
import type { By } from '#models/by'
import { oneTimeContent } from '#models/links/link_content'
import type OneTimeLink from '#models/links/one_time_link'
import { isChangedSince } from '#models/version'
import { deliverAfter, oweEachTime, type Owing } from '#outbox'
import { retryingTransaction } from '#transactions'

interface Revocation {
  businessId: number
  oneTimeLinkId: number
  /** `versionOf` the `oneTimeContent` that was shown; null does it anyway. */
  version?: string | null
  by: By
}

export type RevocationOutcome =
  | { outcome: 'revoked' | 'already_booked'; oneTime: OneTimeLink }
  | { outcome: 'not_found' | 'busy' | 'stale' }

/** Frees the times that it held; a booking made through it stays. Safe to repeat. */
export default class RevokeOneTimeLink {
  async handle(revocation: Revocation): Promise<RevocationOutcome> {
    const outcome = await deliverAfter(revocation.by, () =>
      retryingTransaction((trx) => this.revoke(trx, revocation))
    )
    return outcome ?? { outcome: 'busy' }
  }

  private async revoke(
    trx: Transaction,
    { businessId, oneTimeLinkId, version = null, by }: Revocation
  ): Promise<Owing<RevocationOutcome>> {
    const locked = await lockOneTimeLink(trx, businessId, oneTimeLinkId)
    if (!locked) return { outcome: 'not_found' }
    const { oneTime, now } = locked
    if (oneTime.spentAt) return { outcome: 'already_booked', oneTime }
    if (oneTime.revokedAt) return { outcome: 'revoked', oneTime }
    if (isChangedSince(version, oneTimeContent(oneTime))) return { outcome: 'stale' }

    await giveUpTimes(trx, oneTime)
    oneTime.merge({ revokedAt: now, holderId: null })
    await saveSettings(trx, oneTime, {
      businessId,
      action: 'one_time_link.revoked',
      subjectType: 'one_time_link',
      by,
    })
    const subject = { type: 'one_time_link' as const, id: oneTime.id }
    const owed = await oweEachTime(trx, oneTimeRevoked, { businessId, subject, by })
    return { outcome: 'revoked', oneTime, owed }
  }
}
