import { declineMove, isMoveStale, lockMove, type MoveDecision } from '#diary'
import type MoveRequest from '#models/bookings/move_request'
import { wakeDeliveries } from '#outbox'
import { inTransaction } from '#transactions'

export type MoveRejectionOutcome =
  | { outcome: 'rejected' | 'already_decided' | 'stale'; move: MoveRequest }
  | { outcome: 'not_found' }

export default class RejectMove {
  async handle(rejection: MoveDecision & { reason: string }): Promise<MoveRejectionOutcome> {
    const { userId, reason, requestId } = rejection
    const result = await inTransaction(async (trx) => {
      const locked = await lockMove(trx, rejection)
      if (!locked) return { outcome: 'not_found' as const, owed: [] }
      const { move, booking, now } = locked
      if (!move.canBeDecided(now)) return { outcome: 'already_decided' as const, move, owed: [] }
      if (isMoveStale(rejection, locked)) return { outcome: 'stale' as const, move, owed: [] }

      const owed = await declineMove(trx, { booking, move, now, userId, reason, requestId })
      return { outcome: 'rejected' as const, move, owed }
    })

    const { owed, ...outcome } = result
    await wakeDeliveries(owed, requestId)
    return outcome
  }
}
