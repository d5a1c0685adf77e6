import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import Booking from '#models/bookings/booking'
import type { Override } from '#models/bookings/booking_event'
import type MoveRequest from '#models/bookings/move_request'

/** The business answers a request before it moves it. */
export function isMovable(booking: Booking, actor: 'client' | 'user', now: DateTime): boolean {
  return booking.canBeMoved(now) && (actor === 'client' || booking.status === 'approved')
}

export async function findMovable(
  { businessId, bookingId }: { businessId: number; bookingId: number },
  client?: Transaction
): Promise<Booking | null> {
  const booking = await Booking.query({ client })
    .where({ businessId, id: bookingId })
    .preload('service')
    .first()
  // One after another: preloads go out at once, and a transaction has one connection.
  await booking?.load('business', (business) => business.preload('settings'))
  return booking
}

/** Rules for clients; an expired request for a move does not count as one. */
export function brokenRules(
  booking: Booking,
  waiting: MoveRequest | null,
  now: DateTime
): Override[] {
  const lapsed = waiting && !waiting.canBeDecided(now) ? 1 : 0
  const terms = booking.termsAt(now, booking.clientMoves - lapsed)
  return [
    ...(terms.isInTimeToMove ? [] : (['reschedule_cutoff'] as const)),
    ...(terms.movesLeft === 0 ? (['max_moves'] as const) : []),
  ]
}
