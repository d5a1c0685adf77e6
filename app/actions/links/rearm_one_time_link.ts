import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { giveUpTimes, lockOneTimeLink } from '#steps'
import { saveSettings } from '#history'
import type { By } from '#models/by'
import { oneTimeContent } from '#models/links/link_content'
import type OneTimeLink from '#models/links/one_time_link'
import { isChangedSince } from '#models/version'
import { retryingTransaction } from '#transactions'
import { hasStandingBooking } from '#queries/links/standing_booking'

interface Rearming {
  businessId: number
  oneTimeLinkId: number
  /** `versionOf` the `oneTimeContent` that was shown; null does it anyway. */
  version?: string | null
  expiresAt: DateTime
  by: By
}

export type RearmingOutcome =
  | { outcome: 'rearmed' | 'still_booked' | 'already_over'; oneTime: OneTimeLink }
  | { outcome: 'not_found' | 'busy' | 'stale' }

/** It does not hold its times again, since others may have taken them. */
export default class RearmOneTimeLink {
  async handle(rearming: Rearming): Promise<RearmingOutcome> {
    const outcome = await retryingTransaction((trx) => this.rearm(trx, rearming))
    return outcome ?? { outcome: 'busy' }
  }

  private async rearm(trx: Transaction, rearming: Rearming): Promise<RearmingOutcome> {
    const { businessId, oneTimeLinkId, expiresAt, version = null, by } = rearming
    const locked = await lockOneTimeLink(trx, businessId, oneTimeLinkId)
    if (!locked) return { outcome: 'not_found' }
    const { oneTime, now } = locked
    if (await hasStandingBooking(oneTime.id, trx)) return { outcome: 'still_booked', oneTime }
    if (isChangedSince(version, oneTimeContent(oneTime))) return { outcome: 'stale' }
    if (expiresAt <= now) return { outcome: 'already_over', oneTime }

    if (oneTime.expiresAt <= now) {
      await giveUpTimes(trx, oneTime)
      oneTime.holderId = null
    }
    oneTime.merge({ spentAt: null, revokedAt: null, expiresAt })
    await saveSettings(trx, oneTime, {
      businessId,
      action: 'one_time_link.rearmed',
      subjectType: 'one_time_link',
      by,
    })
    return { outcome: 'rearmed', oneTime }
  }
}
