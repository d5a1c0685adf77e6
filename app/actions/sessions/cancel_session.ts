import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { lockSession, lockTimeOf, releaseOfferedSeats, releaseTime } from '#claims'
import { callOffSessions, declineMovesInto, endBooking, lockCompany, lockWaitingFor } from '#steps'
import { recordSessionChange } from '#history'
import type { By } from '#models/by'
import GroupSession from '#models/sessions/group_session'
import { deliverAfter, type OwedMail, type Owing, tellStaffOnce } from '#outbox'
import type { Concerned } from '#queries/sessions/session_list'
import { databaseNow, retryingTransaction } from '#transactions'

interface Cancellation {
  businessId: number
  sessionId: number
  version?: string
  reason: string | null
  by: By
}

export type SessionCancellation =
  | ({ outcome: 'cancelled' } & Concerned)
  | { outcome: 'not_possible' | 'not_found' | 'stale' | 'busy' }

/** Whoever asked to be moved there stays where they are, and who waits for a place waits no more. */
export default class CancelSession {
  async handle(cancellation: Cancellation): Promise<SessionCancellation> {
    const cancelled = await deliverAfter(cancellation.by, () =>
      retryingTransaction((trx) => this.transact(trx, cancellation))
    )
    return cancelled ?? { outcome: 'busy' }
  }

  private async transact(
    trx: Transaction,
    cancellation: Cancellation
  ): Promise<Owing<SessionCancellation>> {
    const { businessId, sessionId, version, reason, by } = cancellation
    const found = await GroupSession.query({ client: trx })
      .where({ businessId, id: sessionId })
      .first()
    if (!found) return { outcome: 'not_found' }

    await lockTimeOf(trx, [found.hostId])
    const { inside, asking } = await lockCompany(trx, sessionId, by)
    const waiting = await lockWaitingFor(trx, { column: 'id', id: sessionId })
    const session = await lockSession(trx, sessionId)
    const now = await databaseNow(trx)
    if (!session.canBeChanged(now)) return { outcome: 'not_possible' }
    if (version !== undefined && version !== session.version) return { outcome: 'stale' }

    await session.merge({ status: 'cancelled', cancelReason: reason }).save()
    await releaseTime(trx, sessionId)
    const told = { now, by, reason }
    await releaseOfferedSeats(trx, sessionId)
    const calledOff = await callOffSessions(trx, { entries: waiting, now, by })
    const ended: OwedMail[] = []
    for (const booking of inside) {
      const ending = { to: 'cancelled', isWithSession: true, ...told } as const
      ended.push(...(await endBooking(trx, booking, ending)))
    }
    const bookingIds = inside.map(({ id }) => id)
    const dropped = await tellStaffOnce(trx, bookingIds)
    const owed = ended.filter(({ notificationId }) => !dropped.has(notificationId))
    owed.push(...calledOff)
    owed.push(...(await declineMovesInto(trx, asking, { sessionId, ...told })))
    await recordSessionChange(trx, { businessId, sessionId, action: 'cancelled', by })
    return { outcome: 'cancelled', roster: inside, waiting, owed }
  }
}
