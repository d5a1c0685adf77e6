import { addBlock, type Inside, lookInside, type NewBlock } from '#steps'
import type Block from '#models/availability/block'
import type { By } from '#models/by'
import { retryingTransaction } from '#transactions'

interface Blocking extends NewBlock {
  businessId: number
  by: By
}

export type BlockOutcome = { outcome: 'blocked'; block: Block } | { outcome: 'busy' } | Inside

/** Taken out of the hours; what is booked inside stays, and is shown first. */
export default class BlockTime {
  async handle(blocking: Blocking): Promise<BlockOutcome> {
    const done = await retryingTransaction<BlockOutcome>(async (trx) => {
      const asks = await lookInside(trx, blocking)
      return asks ?? { outcome: 'blocked', block: await addBlock(trx, blocking) }
    })
    return done ?? { outcome: 'busy' }
  }
}
