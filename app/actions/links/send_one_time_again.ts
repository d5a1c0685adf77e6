import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { giveUpTimes, lockOneTimeLink } from '#steps'
import { saveSettings } from '#history'
import { oneTimeLinkSent } from '#messages'
import type { By } from '#models/by'
import type OneTimeLink from '#models/links/one_time_link'
import { oneTimeContent } from '#models/links/link_content'
import { hashOfToken, newSecretToken } from '#models/tokens/secret_token'
import { isChangedSince } from '#models/version'
import { type OwedMail, owe, wakeDeliveries } from '#outbox'
import { retryingTransaction } from '#transactions'
import { hasStandingBooking } from '#queries/links/standing_booking'

interface Sending {
  businessId: number
  oneTimeLinkId: number
  /** Of its end, anew. */
  expiresAt: DateTime
  /** `versionOf` the `oneTimeContent` that was shown. */
  version: string | null
  by: By
}

export type SendingOutcome =
  | { outcome: 'sent'; oneTime: OneTimeLink; owed?: OwedMail[] }
  | { outcome: 'not_found' | 'busy' | 'stale' | 'already_booked' | 'already_over' | 'no_address' }

/** Another mail with an address of its own; those sent before open nothing any more. */
export default class SendOneTimeAgain {
  async handle(sending: Sending): Promise<SendingOutcome> {
    const done = await retryingTransaction((trx) => this.send(trx, sending))
    if (!done) return { outcome: 'busy' }
    if (done.outcome === 'sent') await wakeDeliveries(done.owed ?? [], sending.by.requestId)
    return done
  }

  private async send(trx: Transaction, sending: Sending): Promise<SendingOutcome> {
    const { businessId, oneTimeLinkId: id, expiresAt, version, by } = sending
    const locked = await lockOneTimeLink(trx, businessId, id)
    if (!locked) return { outcome: 'not_found' }
    const { oneTime, now } = locked
    if (await hasStandingBooking(id, trx)) return { outcome: 'already_booked' }
    if (isChangedSince(version, oneTimeContent(oneTime))) return { outcome: 'stale' }
    if (!oneTime.recipientEmail) return { outcome: 'no_address' }
    if (expiresAt <= now) return { outcome: 'already_over' }

    if (oneTime.expiresAt <= now) {
      await giveUpTimes(trx, oneTime)
      oneTime.holderId = null
    }
    await trx.from('one_time_link_tokens').where('one_time_link_id', id).delete()
    oneTime.merge({ expiresAt, spentAt: null, revokedAt: null, openedAt: null, viewCount: 0 })
    oneTime.merge({ tokenHash: hashOfToken(newSecretToken()) })
    oneTime.merge({ sendings: oneTime.sendings + 1, sentAt: now })
    await saveSettings(trx, oneTime, {
      ...{ businessId, by, action: 'one_time_link.sent_again', subjectType: 'one_time_link' },
    })
    const owed = await owe(trx, oneTimeLinkSent, {
      ...{ businessId, subject: { type: 'one_time_link', id } },
      ...{ occurrence: oneTime.sendings, by },
    })
    return { outcome: 'sent', oneTime, owed }
  }
}
