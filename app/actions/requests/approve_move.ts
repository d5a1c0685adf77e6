import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import {
  type HostTimeAnswer,
  changeHostTime,
  isMoveStale,
  lockMoveRequest,
  lockWithHosts,
  type MoveDecision,
  releaseMove,
  requireStart,
  takeNewTime,
} from '#steps'
import MoveRequest from '#models/bookings/move_request'
import { deliverAfter } from '#outbox'
import { retryingTransaction } from '#transactions'

interface Answer {
  outcome: 'approved' | 'already_decided'
}

type MoveApprovalOutcome = Answer | { outcome: 'conflict' | 'stale' | 'not_found' | 'busy' }

/** Hours, limits and taken time are checked once more, under the business's own rules. */
export default class ApproveMove {
  async handle(decision: MoveDecision): Promise<MoveApprovalOutcome> {
    const decided = await deliverAfter(decision.by, () =>
      retryingTransaction((trx) => this.decide(trx, decision))
    )
    if (!decided) return { outcome: 'busy' }
    return decided.outcome === 'unavailable' ? { outcome: 'conflict' } : decided
  }

  private decide(trx: Transaction, decision: MoveDecision): Promise<HostTimeAnswer<Answer>> {
    const { by, moveRequestId } = decision
    return changeHostTime(trx, decision, {
      lock: async (step) => {
        const stored = await MoveRequest.find(moveRequestId, { client: step })
        const others = stored ? [stored.hostId] : []
        const locked = await lockWithHosts(step, decision, () => ({ hostId: null, others }))
        return lockMoveRequest(step, decision, locked)
      },
      settled: ({ move, booking, now }) => {
        const isOpen = move.canBeDecided(now) && booking.status === 'approved'
        return isOpen ? null : { outcome: 'already_decided' }
      },
      isStale: (locked) => isMoveStale(decision, locked),
      change: async (step, { move, booking, now }) => {
        const { service, business } = booking
        await move.merge({ status: 'approved', decidedAt: now, decidedBy: by.userId }).save()
        await releaseMove(step, booking, move)
        const hostId = service.hostMode === 'collective' ? null : move.hostId
        const mover = { booking, business, service, hostId, isOwner: true, isKnown: false }
        const startsAt = move.startsAt.toMillis()
        const found = await requireStart(step, mover, { startsAt, now })
        const time = { booking, service, ...found, now }
        const owed = await takeNewTime(step, { ...time, by, reason: null })
        return { outcome: 'approved', owed }
      },
    })
  }
}
