import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { closeMoveRequest } from './close_move_request.js'
import type Booking from '#models/bookings/booking'
import type MoveRequest from '#models/bookings/move_request'
import { oweNotifications, type OwedMail } from '#outbox'

interface Declining {
  booking: Booking
  move: MoveRequest
  now: DateTime
  userId: number
  reason: string | null
  requestId: string | null
}

export async function declineMove(
  trx: Transaction,
  { booking, move, now, userId, reason, requestId }: Declining
): Promise<OwedMail[]> {
  move.merge({ decidedAt: now, decidedBy: userId })
  const who = { actor: 'user', userId, reason, requestId } as const
  await closeMoveRequest(trx, { booking, move, to: 'rejected', ...who })
  return oweNotifications(trx, {
    booking,
    type: 'move_rejected',
    moveRequestId: move.id,
    audience: 'client',
    requestId,
  })
}
