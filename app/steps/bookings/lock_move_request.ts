import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { WantedChange } from '../changes/change_booking.js'
import type { LockedBooking } from '../changes/lock_booking.js'
import MoveRequest from '#models/bookings/move_request'
import { lockRow } from '#transactions'

export interface MoveDecision extends WantedChange {
  moveRequestId: number
  version?: string | null
}

interface LockedMove extends LockedBooking {
  move: MoveRequest
}

/** Behind its booking, as everywhere. */
export async function lockMoveRequest(
  trx: Transaction,
  { bookingId, moveRequestId: id }: MoveDecision,
  locked: LockedBooking | null
): Promise<LockedMove | null> {
  if (!locked) return null
  const move = await lockRow(trx, MoveRequest, { bookingId, id })
  return move && { ...locked, move }
}

export function isMoveStale({ version = null }: MoveDecision, { move, booking }: LockedMove) {
  return version !== null && version !== move.versionOf(booking)
}
