import db from '@adonisjs/lucid/services/db'
import { lockOneTimeLink } from '#actions/links/lock_one_time_link'
import { changesOf, recordSettingsChange } from '#actions/settings/record_settings_change'
import type OneTimeLink from '#models/one_time_link'

interface Revocation {
  businessId: number
  oneTimeLinkId: number
  userId: number
  requestId: string | null
}

export type RevocationOutcome =
  { outcome: 'revoked' | 'already_booked'; oneTime: OneTimeLink } | { outcome: 'not_found' }

/** Nobody can book through it any more; a booking that it brought stays. Revoking twice changes nothing. */
export default class RevokeOneTimeLink {
  handle({ businessId, oneTimeLinkId, userId, requestId }: Revocation): Promise<RevocationOutcome> {
    return db.transaction(async (trx) => {
      const locked = await lockOneTimeLink(trx, businessId, oneTimeLinkId)
      if (!locked) return { outcome: 'not_found' }
      const { oneTime, now } = locked
      if (oneTime.spentAt) return { outcome: 'already_booked', oneTime }
      if (oneTime.revokedAt) return { outcome: 'revoked', oneTime }

      oneTime.revokedAt = now
      const changes = changesOf(oneTime)
      await oneTime.save()
      await recordSettingsChange(trx, {
        businessId,
        userId,
        action: 'one_time_link.revoked',
        subjectType: 'one_time_link',
        subjectId: oneTime.id,
        changes,
        requestId,
      })
      return { outcome: 'revoked', oneTime }
    })
  }
}
