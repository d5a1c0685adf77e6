import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { releaseMoveClaims, releaseSeats } from '#claims'
import { recordChange, timeOf } from '#history'
import type Booking from '#models/bookings/booking'
import type { MoveKind } from '#models/bookings/booking_event'
import type { By } from '#models/by'
import MoveRequest, { type MoveRequestStatus } from '#models/bookings/move_request'
import { lockRow } from '#transactions'

interface Closing {
  booking: Booking
  move: MoveRequest
  to: Exclude<MoveRequestStatus, 'pending' | 'approved'>
  by: By
  reason?: string | null
}

const KINDS: Record<Closing['to'], MoveKind> = {
  rejected: 'move_rejected',
  expired: 'move_expired',
  withdrawn: 'move_withdrawn',
}

export function lockWaitingMove(trx: Transaction, booking: Booking): Promise<MoveRequest | null> {
  return lockRow(trx, MoveRequest, { bookingId: booking.id, status: 'pending' })
}

/** For something else that happens to the booking; null is a move that it does not have. */
export async function dropWaitingMove(
  trx: Transaction,
  booking: Booking,
  { move, by, now }: { move: MoveRequest | null; by: By; now: DateTime }
): Promise<void> {
  if (!move) return
  const to = move.canBeDecided(now) ? 'withdrawn' : 'expired'
  await closeMoveRequest(trx, { booking, move, to, by })
}

/** A move that the business refused is not counted among the client's moves. */
export async function closeMoveRequest(trx: Transaction, closing: Closing): Promise<void> {
  const { booking, move, to, by, reason = null } = closing
  await move
    .useTransaction(trx)
    .merge({ status: to, rejectionReason: to === 'rejected' ? reason : null })
    .save()
  await releaseMove(trx, booking, move)
  if (to !== 'withdrawn' && booking.clientMoves > 0) {
    await booking.merge({ clientMoves: booking.clientMoves - 1 }).save()
  }
  await recordChange(trx, {
    booking,
    from: booking.status,
    to: booking.status,
    by,
    reason,
    details: { kind: KINDS[to], from: timeOf(booking), to: timeOf(move) },
  })
}

export async function releaseMove(
  trx: Transaction,
  { id }: Booking,
  { id: moveRequestId, sessionId }: MoveRequest
): Promise<void> {
  if (sessionId !== null) await releaseSeats(trx, { id, sessionId })
  await releaseMoveClaims(trx, moveRequestId)
}
