import { addBlock, answerOnce, type Inside, lookInside, type NewBlock } from '#steps'
import Block from '#models/availability/block'
import type { By } from '#models/by'
import { keyedRequest, retryingTransaction } from '#transactions'

interface Blocking extends NewBlock {
  businessId: number
  by: By
  idempotencyKey?: string | null
}

type Blocked = { outcome: 'blocked'; block: Block }
type Turned = { outcome: 'busy' } | Inside

export type BlockOutcome = (Blocked & { replayed: boolean }) | Turned | { outcome: 'key_reused' }

/** Taken out of the hours; what is booked inside stays, and is shown first. */
export default class BlockTime {
  handle(blocking: Blocking): Promise<BlockOutcome> {
    const { businessId, by } = blocking
    return answerOnce<Blocked, Turned, { blockId: number }, Blocked & { replayed: boolean }>(
      { by, key: keyed(blocking) },
      {
        run: async (once) => {
          const done = await retryingTransaction((trx) =>
            once(trx, async () => {
              const asks = await lookInside(trx, blocking)
              return asks ?? { outcome: 'blocked', block: await addBlock(trx, blocking) }
            })
          )
          return done ?? { outcome: 'busy' }
        },
        store: (done) => (done.outcome === 'blocked' ? { blockId: done.block.id } : null),
        recall: async ({ blockId: id }) => {
          return { outcome: 'blocked', block: await Block.findByOrFail({ businessId, id }) }
        },
        answer: (done, replayed) => ({ ...done, replayed }),
      }
    )
  }
}

function keyed({ businessId, by, idempotencyKey = null, ...blocking }: Blocking) {
  return keyedRequest(businessId, idempotencyKey, ['block', by.userId, blocking])
}
