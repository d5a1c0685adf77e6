import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { lockSession, moveSeatsDown, seatsTakenIn } from '#claims'
import { changesOf, contentBefore, recordSessionChange } from '#history'
import type { By } from '#models/by'
import GroupSession from '#models/sessions/group_session'
import { wake } from '#services/queue'
import { databaseNow, retryingTransaction } from '#transactions'

interface Change {
  businessId: number
  sessionId: number
  /** Ignored for a session that a booking began: that has its service's places. */
  capacity: number
  bookingDeadlineHours: number
  isBookable: boolean
  /** Null is as the service has it; undefined leaves it. */
  offersByHand?: boolean | null
  version: string
  by: By
}

export type SessionChange =
  | { outcome: 'changed' }
  | { outcome: 'too_few'; taken: number }
  | { outcome: 'not_possible' | 'not_found' | 'stale' | 'busy' }

export default class ChangeSession {
  async handle(change: Change): Promise<SessionChange> {
    const changed = await retryingTransaction((trx) => this.transact(trx, change))
    if (changed?.outcome === 'changed') await wake('offer_places', {})
    return changed ?? { outcome: 'busy' }
  }

  private async transact(trx: Transaction, change: Change): Promise<SessionChange> {
    const { businessId, sessionId, bookingDeadlineHours, isBookable } = change
    const found = await GroupSession.query({ client: trx })
      .where({ businessId, id: sessionId })
      .first()
    if (!found) return { outcome: 'not_found' }
    const session = await lockSession(trx, sessionId)
    const now = await databaseNow(trx)
    if (!session.canBeChanged(now)) return { outcome: 'not_possible' }

    const capacity = session.isPlanned ? change.capacity : session.capacity
    const taken = await seatsTakenIn(trx, session, now)
    if (capacity < taken) return { outcome: 'too_few', taken }
    const isStale = change.version !== session.version
    const isSmaller = capacity < session.capacity
    const { offersByHand = session.offersByHand } = change
    session.merge({ capacity, bookingDeadlineHours, isBookable, offersByHand })
    if (isStale && session.$isDirty) return { outcome: 'stale' }
    if (isSmaller) await moveSeatsDown(trx, session.id, capacity)

    const written = { changes: changesOf(session), before: contentBefore(session) }
    await session.save()
    const { by } = change
    await recordSessionChange(trx, { businessId, sessionId, by, action: 'changed', ...written })
    return { outcome: 'changed' }
  }
}
