import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { lockSession, lockTimeOf, releaseOfferedSeats, releaseTime } from '#claims'
import { callOff, declineMovesInto, lockCompany } from '#diary'
import { recordSessionChange } from '#history'
import GroupSession from '#models/sessions/group_session'
import { type OwedMail, wakeDeliveries } from '#outbox'
import { databaseNow, retryingTransaction } from '#transactions'

interface Cancellation {
  businessId: number
  sessionId: number
  version?: string
  reason: string | null
  userId: number
  requestId: string | null
}

export type SessionCancellation =
  | { outcome: 'cancelled'; bookings: number }
  | { outcome: 'not_possible' | 'not_found' | 'stale' | 'busy' }

type Attempt = { result: SessionCancellation; owed: OwedMail[] }

/** Whoever asked to be moved there stays where they are. */
export default class CancelSession {
  async handle(cancellation: Cancellation): Promise<SessionCancellation> {
    const attempt = await retryingTransaction((trx) => this.transact(trx, cancellation))
    if (!attempt) return { outcome: 'busy' }
    await wakeDeliveries(attempt.owed, cancellation.requestId)
    return attempt.result
  }

  private async transact(trx: Transaction, cancellation: Cancellation): Promise<Attempt> {
    const { businessId, sessionId, version, reason, userId, requestId } = cancellation
    const found = await GroupSession.query({ client: trx })
      .where({ businessId, id: sessionId })
      .first()
    if (!found) return { result: { outcome: 'not_found' }, owed: [] }

    await lockTimeOf(trx, [found.hostId])
    const { inside, asking } = await lockCompany(trx, sessionId)
    const session = await lockSession(trx, sessionId)
    const now = await databaseNow(trx)
    if (!session.canBeChanged(now)) return { result: { outcome: 'not_possible' }, owed: [] }
    if (version !== undefined && version !== session.version) {
      return { result: { outcome: 'stale' }, owed: [] }
    }

    await session.merge({ status: 'cancelled', cancelReason: reason }).save()
    await releaseTime(trx, sessionId)
    const told = { now, userId, reason, requestId }
    await releaseOfferedSeats(trx, sessionId)
    const owed: OwedMail[] = []
    for (const booking of inside) {
      owed.push(...(await callOff(trx, booking, { ...told, actor: 'user', audience: 'calendars' })))
    }
    owed.push(...(await declineMovesInto(trx, asking, { sessionId, ...told })))
    await recordSessionChange(trx, {
      businessId,
      sessionId,
      action: 'cancelled',
      by: { userId, requestId },
    })
    return { result: { outcome: 'cancelled', bookings: inside.length }, owed }
  }
}
