import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { callOff } from '#actions/bookings/call_off'
import { lockWaitingMove } from '#actions/bookings/close_move_request'
import { declineMove } from '#actions/bookings/decline_move'
import { lockHost } from '#actions/bookings/host_locks'
import { databaseNow } from '#actions/bookings/lock_booking'
import type { OwedMail } from '#actions/notifications/owe_notifications'
import { wakeDeliveries } from '#actions/notifications/wake_deliveries'
import { retryingTransaction } from '#actions/retrying_transaction'
import { recordSessionChange } from '#actions/sessions/record_session_change'
import { lockSession } from '#actions/sessions/session_seats'
import Booking from '#models/booking'
import GroupSession from '#models/group_session'
import { HOLDING_STATUSES } from '#scheduling/bookings'

interface Cancellation {
  businessId: number
  sessionId: number
  reason: string | null
  userId: number
  requestId: string | null
}

export type SessionCancellation =
  { outcome: 'cancelled'; bookings: number } | { outcome: 'not_possible' | 'not_found' | 'busy' }

type Attempt = { result: SessionCancellation; owed: OwedMail[] }

/**
 * The session is off, and so is every booking in it; whoever asked to be moved there stays where they
 * are. Each client is told, in one transaction.
 */
export default class CancelSession {
  async handle(cancellation: Cancellation): Promise<SessionCancellation> {
    const attempt = await retryingTransaction((trx) => this.transact(trx, cancellation))
    if (!attempt) return { outcome: 'busy' }
    await wakeDeliveries(attempt.owed, cancellation.requestId)
    return attempt.result
  }

  /** The host's lock keeps new bookings out, so that bookings are locked before their session, as ever. */
  private async transact(trx: Transaction, cancellation: Cancellation): Promise<Attempt> {
    const { businessId, sessionId, reason, userId, requestId } = cancellation
    const found = await GroupSession.query({ client: trx })
      .where({ businessId, id: sessionId })
      .first()
    if (!found) return { result: { outcome: 'not_found' }, owed: [] }

    await lockHost(trx, found.hostId)
    const concerned = await this.lockConcerned(trx, sessionId)
    const session = await lockSession(trx, sessionId)
    const now = await databaseNow(trx)
    if (!session.canBeChanged(now)) return { result: { outcome: 'not_possible' }, owed: [] }

    await session.merge({ status: 'cancelled', cancelReason: reason }).save()
    await trx
      .from('claims')
      .where('holder_id', sessionId)
      .whereNull('released_at')
      .update({ released_at: now.toJSDate() })
    await trx
      .from('session_seats')
      .where('session_id', sessionId)
      .whereNotNull('offer_id')
      .whereNull('released_at')
      .update({ released_at: now.toJSDate() })
    const told = { now, actor: 'user', userId, reason, requestId, audience: 'client' } as const
    const owed: OwedMail[] = []
    const bookings = concerned.filter((booking) => booking.sessionId === sessionId)
    const asking = concerned.filter((booking) => booking.sessionId !== sessionId)
    for (const booking of bookings) owed.push(...(await callOff(trx, booking, told)))
    for (const booking of asking) {
      const move = await lockWaitingMove(trx, booking)
      // One that ran out is told so by the job that looks for those.
      if (move?.sessionId !== sessionId || !move.canBeDecided(now)) continue
      owed.push(...(await declineMove(trx, { ...told, booking, move })))
    }
    await recordSessionChange(trx, {
      businessId,
      sessionId,
      action: 'cancelled',
      userId,
      requestId,
    })
    return { result: { outcome: 'cancelled', bookings: bookings.length }, owed }
  }

  /** The bookings in the session, and those that ask to be moved there. */
  private lockConcerned(trx: Transaction, sessionId: number): Promise<Booking[]> {
    const asking = trx
      .from('move_requests')
      .where({ session_id: sessionId, status: 'pending' })
      .select('booking_id')
    return Booking.query({ client: trx })
      .whereIn('status', [...HOLDING_STATUSES])
      .where((each) => each.where('session_id', sessionId).orWhereIn('id', asking))
      .orderBy('id')
      .forUpdate()
      .exec()
  }
}
