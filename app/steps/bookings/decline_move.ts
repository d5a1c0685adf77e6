import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { closeMoveRequest } from './close_move_request.js'
import type Booking from '#models/bookings/booking'
import type { By } from '#models/by'
import type MoveRequest from '#models/bookings/move_request'
import { oweNotifications, type OwedMail } from '#outbox'

interface Declining {
  booking: Booking
  move: MoveRequest
  now: DateTime
  by: By
  reason: string | null
}

export async function declineMove(
  trx: Transaction,
  { booking, move, now, by, reason }: Declining
): Promise<OwedMail[]> {
  move.merge({ decidedAt: now, decidedBy: by.userId })
  await closeMoveRequest(trx, { booking, move, to: 'rejected', by, reason })
  return oweNotifications(trx, {
    booking,
    type: 'move_rejected',
    moveRequestId: move.id,
    by,
  })
}
