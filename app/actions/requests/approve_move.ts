import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { claimedHostIds, lockHosts, releaseExpiredClaims, unlessOvertaken } from '#claims'
import {
  isMoveStale,
  type LockedMove,
  lockMove,
  type MoveDecision,
  releaseMove,
  takeNewTime,
} from '#diary'
import MoveRequest from '#models/bookings/move_request'
import { type OwedMail, wakeDeliveries } from '#outbox'
import { rulesOfLinks } from '#queries/links/link_rules'
import { moveQuestion } from '#queries/bookings/move_question'
import { findSlots } from '#scheduling/slots/slots'
import { retryingTransaction } from '#transactions'

export type MoveApprovalOutcome =
  | { outcome: 'approved' | 'already_decided' | 'conflict' | 'stale'; move: MoveRequest }
  | { outcome: 'not_found' | 'busy' }

type Attempt =
  | (Exclude<MoveApprovalOutcome, { outcome: 'not_found' | 'busy' }> & { owed: OwedMail[] })
  | { outcome: 'not_found' }

/** Thrown, so that the request keeps what it holds. */
class NotFree extends Error {}

/** Hours, limits and taken time are checked once more, under the business's own rules. */
export default class ApproveMove {
  async handle(decision: MoveDecision): Promise<MoveApprovalOutcome> {
    const attempt = await this.attempt(decision)
    if (attempt === null) return { outcome: 'busy' }
    if (attempt.outcome === 'not_found') return attempt
    const { owed, ...outcome } = attempt
    await wakeDeliveries(owed, decision.requestId)
    return outcome
  }

  private async attempt(decision: MoveDecision): Promise<Attempt | null> {
    const conflict = async () => {
      const { businessId, moveRequestId: id } = decision
      const move = await MoveRequest.query().where({ businessId, id }).firstOrFail()
      return { outcome: 'conflict' as const, move, owed: [] }
    }
    try {
      return await unlessOvertaken(
        () => retryingTransaction((trx) => this.decide(trx, decision)),
        conflict
      )
    } catch (error) {
      if (error instanceof NotFree) return conflict()
      throw error
    }
  }

  private async decide(trx: Transaction, decision: MoveDecision): Promise<Attempt> {
    const { businessId, moveRequestId: id } = decision
    const asked = await MoveRequest.query({ client: trx })
      .where({ businessId, id })
      .preload('booking', (booking) => booking.preload('service'))
      .first()
    if (!asked) return { outcome: 'not_found' }
    const { service } = asked.booking
    const link = await rulesOfLinks(trx, asked.booking)
    await lockHosts(trx, service, null, link, [
      asked.hostId,
      ...(await claimedHostIds(trx, asked.booking)),
    ])
    const locked = await lockMove(trx, decision)
    if (!locked) return { outcome: 'not_found' }
    const { move, booking, now } = locked
    if (!move.canBeDecided(now) || booking.status !== 'approved') {
      return { outcome: 'already_decided', move, owed: [] }
    }
    if (isMoveStale(decision, locked)) return { outcome: 'stale', move, owed: [] }

    await releaseExpiredClaims(trx, service, now)
    return this.takeIfFree(trx, decision, locked)
  }

  private async takeIfFree(
    trx: Transaction,
    { userId, requestId }: MoveDecision,
    { move, booking, now }: LockedMove
  ): Promise<Attempt> {
    const { service, business } = booking
    await move.merge({ status: 'approved', decidedAt: now, decidedBy: userId }).save()
    await releaseMove(trx, booking, move)
    const hostId = service.hostMode === 'collective' ? null : move.hostId
    const range = { start: move.startsAt.toMillis(), end: move.startsAt.toMillis() + 1 }
    const mover = { booking, business, service, hostId, isOwner: true, isKnown: false }
    const question = await moveQuestion(mover, range, now.toMillis(), trx)
    const [slot] = findSlots(question)
    if (!slot) throw new NotFree()

    const owed = await takeNewTime(trx, {
      ...{ booking, service, question, slot, now, userId, requestId },
      actor: 'user',
      reason: null,
      overrides: [],
    })
    if (!owed) throw new NotFree()
    return { outcome: 'approved', move, owed }
  }
}
