import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { lockBooking } from './lock_booking.js'
import type Booking from '#models/bookings/booking'
import MoveRequest from '#models/bookings/move_request'

export interface MoveDecision {
  businessId: number
  moveRequestId: number
  userId: number
  version?: string | null
  requestId: string | null
}

export interface LockedMove {
  move: MoveRequest
  booking: Booking
  now: DateTime
}

export function isMoveStale({ version = null }: MoveDecision, { move, booking }: LockedMove) {
  return version !== null && version !== move.versionOf(booking)
}

/** Everyone locks the booking first. */
export async function lockMove(
  trx: Transaction,
  { businessId, moveRequestId: id }: Pick<MoveDecision, 'businessId' | 'moveRequestId'>
): Promise<LockedMove | null> {
  const asked = await MoveRequest.query({ client: trx }).where({ businessId, id }).first()
  const locked = asked && (await lockBooking(trx, businessId, asked.bookingId))
  if (!locked) return null
  const { booking, now } = locked
  await booking.load('service')
  await booking.load('business', (business) => business.preload('settings'))
  const move = await MoveRequest.query({ client: trx }).where({ id }).forUpdate().firstOrFail()
  return { move, booking, now }
}
