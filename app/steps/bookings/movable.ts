import type { DateTime } from 'luxon'
import type Booking from '#models/bookings/booking'
import type { By } from '#models/by'
import type { Override } from '#models/bookings/booking_event'
import type MoveRequest from '#models/bookings/move_request'

/** The business answers a request before it moves it. */
export function isMovable(booking: Booking, { actor }: By, now: DateTime): boolean {
  return booking.canBeMoved(now) && (actor === 'client' || booking.status === 'approved')
}

/** Rules for clients; an expired request for a move does not count as one. */
export function brokenRules(
  booking: Booking,
  waiting: MoveRequest | null,
  now: DateTime
): Override[] {
  const expired = waiting && !waiting.canBeDecided(now) ? 1 : 0
  const terms = booking.termsAt(now, booking.clientMoves - expired)
  return [
    ...(terms.isInTimeToMove ? [] : (['reschedule_cutoff'] as const)),
    ...(terms.movesLeft === 0 ? (['max_moves'] as const) : []),
  ]
}
