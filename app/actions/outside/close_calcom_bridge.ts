import { recordAudit } from '#history'
import type { By } from '#models/by'
import CalcomBridge from '#models/outside/calcom_bridge'
import { inTransaction, lockRow } from '#transactions'

/** What was brought in stays; nothing is told either way from then on. Safe to repeat. */
export default class CloseCalcomBridge {
  handle({ businessId, by }: { businessId: number; by: By }): Promise<void> {
    return inTransaction(async (trx) => {
      const bridge = await lockRow(trx, CalcomBridge, { businessId })
      if (!bridge) return
      const { id: subjectId } = bridge
      await bridge.delete()
      await recordAudit(trx, {
        ...{ businessId, by, action: 'calcom_bridge.ended' },
        ...{ subjectType: 'calcom_bridge', subjectId },
      })
    })
  }
}
