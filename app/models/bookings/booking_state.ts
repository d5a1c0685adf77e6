import type { DateTime } from 'luxon'
import { isOnSite } from '#formats/bookings/places'
import type Booking from '#models/bookings/booking'

export type BookingState = ReturnType<typeof bookingState>

/** How a booking stands, and what its client may still do; the clock is theirs, unless they come to the place. */
export function bookingState(booking: Booking, now: DateTime) {
  const { business, service, startsAt, endsAt, moveRequests } = booking
  const terms = booking.termsAt(now)
  const wanted = moveRequests.find((move) => move.canBeDecided(now))
  const status = booking.statusAt(now)
  return {
    status,
    /** Begun, and nobody has said yet how it went. */
    isUnderWay: status === 'approved' && booking.hasBegun(now),
    canWaitForEarlier: booking.clientEmail !== null && booking.canWaitForEarlier(now),
    hasBegun: booking.hasBegun(now),
    ...terms,
    canBeCancelled: booking.canBeCancelled(now) && terms.isInTimeToCancel,
    canBeMoved: booking.canBeMovedByClient(now),
    /** The new time that waits for an answer. */
    asked: wanted
      ? {
          startsAt: wanted.startsAt.toMillis(),
          endsAt: wanted.endsAt.toMillis(),
          expiresAt: wanted.expiresAt.toMillis(),
        }
      : null,
    bookedAt: booking.createdAt.toMillis(),
    startsAt: startsAt.toMillis(),
    endsAt: endsAt.toMillis(),
    minutes: booking.minutes,
    expiresAt: booking.expiresAt?.toMillis() ?? null,
    timeZone: isOnSite(service) ? business.timeZone : booking.clientTimeZone,
  }
}
