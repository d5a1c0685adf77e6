import type { DateTime } from 'luxon'
import { recordAudit } from '#history'
import type { By } from '#models/by'
import Membership from '#models/accounts/membership'
import ApiKey, { MOST_KEYS, newKeySecret } from '#models/keys/api_key'
import { inTransaction, lockRowOrFail } from '#transactions'

interface NewKey {
  businessId: number
  membershipId: number
  name: string
  scopes: string[]
  /** Null where it does not expire. */
  expiresAt: DateTime | null
  by: By
}

/** The key itself is told here and never again: only a hash of it is kept. */
export default class CreateKey {
  handle(wanted: NewKey): Promise<{ key: ApiKey; written: string } | 'too_many'> {
    const { businessId, membershipId, name, scopes, expiresAt, by } = wanted
    return inTransaction(async (trx) => {
      await lockRowOrFail(trx, Membership, { businessId, id: membershipId })
      const own = await ApiKey.query({ client: trx })
        .where({ membershipId })
        .whereNull('revoked_at')
        .select('id')
      if (own.length >= MOST_KEYS) return 'too_many'

      const { secret, hash } = newKeySecret()
      const key = new ApiKey().useTransaction(trx)
      await key
        .fill({ businessId, membershipId, name, hash, lastFour: '', scopes, expiresAt })
        .save()
      const written = key.writtenWith(secret)
      await key.merge({ lastFour: written.slice(-4) }).save()
      await recordAudit(trx, {
        ...{ businessId, by, action: 'key.created', subjectType: 'api_key', subjectId: key.id },
        changes: { scopes, expiresAt: expiresAt?.toUTC().toISO() ?? null },
      })
      return { key, written }
    })
  }
}
