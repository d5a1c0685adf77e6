import { recordSettingsChange } from '#history'
import Block, { blockContent, keptBlock } from '#models/availability/block'
import type { By } from '#models/by'
import { inTransaction } from '#transactions'

interface Removal {
  businessId: number
  blockId: number
  /** That of the block when the page was made; null removes it anyway. */
  version: string | null
  by: By
}

/** All of its dates are open again as the hours say. */
export default class RemoveBlock {
  handle({ businessId, blockId, version, by }: Removal): Promise<'removed' | 'stale' | 'gone'> {
    return inTransaction(async (trx) => {
      const block = await Block.query({ client: trx })
        .where({ businessId, id: blockId })
        .preload('hosts')
        .forUpdate()
        .first()
      if (!block) return 'gone'
      if (version !== null && version !== block.version) return 'stale'
      await block.delete()
      await recordSettingsChange(trx, {
        businessId,
        action: 'block.removed',
        subjectType: 'block',
        subjectId: blockId,
        changes: blockContent(block, block.hostIds),
        before: keptBlock(block),
        by,
      })
      return 'removed'
    })
  }
}
