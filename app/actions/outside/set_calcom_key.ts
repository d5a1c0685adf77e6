import { recordAudit } from '#history'
import type { By } from '#models/by'
import CalcomBridge from '#models/outside/calcom_bridge'
import { isChangedSince } from '#models/version'
import { inTransaction, lockRowOrFail, sql } from '#transactions'

interface Setting {
  businessId: number
  /** Null takes it away. */
  key: string | null
  version: string
  by: By
}

/** What could not be told for want of one is told again. */
export default class SetCalcomKey {
  handle({ businessId, key, version, by }: Setting): Promise<'saved' | 'stale'> {
    return inTransaction(async (trx) => {
      const bridge = await lockRowOrFail(trx, CalcomBridge, { businessId })
      if (isChangedSince(version, bridge.apiKey)) return 'stale'
      await bridge.merge({ apiKey: key && CalcomBridge.sealedKey(bridge.id, key) }).save()
      await sql(
        trx,
        `update outside_bookings set push_problem = null, attempts = 0, next_attempt_at = null
          where business_id = :businessId and source = 'calcom'
            and push_problem in ('no_key', 'not_let_in')`,
        { businessId }
      )
      await recordAudit(trx, {
        ...{ businessId, by, subjectType: 'calcom_bridge', subjectId: bridge.id },
        action: key ? 'calcom_bridge.key_set' : 'calcom_bridge.key_removed',
      })
      return 'saved'
    })
  }
}
