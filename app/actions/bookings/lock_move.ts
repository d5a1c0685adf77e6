import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { lockBooking } from '#actions/bookings/lock_booking'
import type Booking from '#models/booking'
import MoveRequest from '#models/move_request'

export interface MoveDecision {
  businessId: number
  moveRequestId: number
  userId: number
  requestId: string | null
}

export interface LockedMove {
  move: MoveRequest
  /** With its service, and its business with the settings. */
  booking: Booking
  now: DateTime
}

/** A move and its booking, locked; everyone locks the booking first. */
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
