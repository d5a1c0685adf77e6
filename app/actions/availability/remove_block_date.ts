import { type BlockDate, leaveOut, lockRepeating } from '#steps'
import type { By } from '#models/by'
import { inTransaction } from '#transactions'

/** The others of those that repeat stay. */
export default class RemoveBlockDate {
  handle(removal: BlockDate & { by: By }): Promise<'removed' | 'stale' | 'gone'> {
    return inTransaction(async (trx) => {
      const block = await lockRepeating(trx, removal)
      if (typeof block === 'string') return block
      await leaveOut(trx, block, removal)
      return 'removed'
    })
  }
}
