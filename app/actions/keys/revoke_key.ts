import { recordAudit } from '#history'
import type { By } from '#models/by'
import ApiKey from '#models/keys/api_key'
import { databaseNow, inTransaction, lockRowOrFail } from '#transactions'

interface Revocation {
  businessId: number
  keyId: number
  by: By
}

/** From the next request on it opens nothing. Safe to repeat. */
export default class RevokeKey {
  handle({ businessId, keyId: id, by }: Revocation): Promise<ApiKey> {
    return inTransaction(async (trx) => {
      const key = await lockRowOrFail(trx, ApiKey, { businessId, id })
      if (key.revokedAt !== null) return key
      await key.merge({ revokedAt: await databaseNow(trx) }).save()
      await recordAudit(trx, {
        ...{ businessId, by, action: 'key.revoked', subjectType: 'api_key', subjectId: id },
      })
      return key
    })
  }
}
