import {
  changeBooking,
  declineMove,
  isMoveStale,
  lockBooking,
  lockMoveRequest,
  type MoveDecision,
} from '#steps'

interface Rejection extends MoveDecision {
  reason: string
}

export interface MoveRejectionOutcome {
  outcome: 'rejected' | 'already_decided' | 'stale' | 'not_found'
}

export default class RejectMove {
  handle(rejection: Rejection): Promise<MoveRejectionOutcome> {
    const { by, reason } = rejection
    return changeBooking(rejection, {
      lock: async (trx) => lockMoveRequest(trx, rejection, await lockBooking(trx, rejection)),
      settled: ({ move, now }) => (move.canBeDecided(now) ? null : { outcome: 'already_decided' }),
      isStale: (locked) => isMoveStale(rejection, locked),
      change: async (trx, { booking, move, now }) => {
        const owed = await declineMove(trx, { booking, move, now, by, reason })
        return { outcome: 'rejected', owed }
      },
    })
  }
}
