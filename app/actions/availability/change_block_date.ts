import {
  addBlock,
  type BlockDate,
  type Inside,
  leaveOut,
  lockRepeating,
  lookInside,
  type NewBlock,
} from '#steps'
import type { By } from '#models/by'
import { retryingTransaction } from '#transactions'

interface Change extends BlockDate {
  /** What that date becomes. */
  to: NewBlock
  by: By
}

export type DateChange = { outcome: 'changed' | 'stale' | 'gone' | 'busy' } | Inside

/** One date of those that repeat becomes a block of its own. */
export default class ChangeBlockDate {
  async handle(change: Change): Promise<DateChange> {
    const { businessId, date, to, by } = change
    const done = await retryingTransaction<DateChange>(async (trx) => {
      const asks = await lookInside(trx, { businessId, ...to })
      const block = await lockRepeating(trx, change)
      if (typeof block === 'string') return { outcome: block }
      if (asks) return asks
      await leaveOut(trx, block, { date, by })
      await addBlock(trx, { businessId, ...to, by })
      return { outcome: 'changed' }
    })
    return done ?? { outcome: 'busy' }
  }
}
