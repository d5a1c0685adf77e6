import type { DateTime } from 'luxon'
import type Booking from '#models/bookings/booking'
import type { BookingChangeName } from '#scheduling/slots/bookings'

export type Forecast =
  'will' | 'not_yours' | 'not_waiting' | 'not_cancellable' | 'too_early' | 'is_so' | 'not_markable'

/** What the change would do to it as it stands now. */
export function forecastOf(booking: Booking, change: BookingChangeName, now: DateTime): Forecast {
  switch (change) {
    case 'approve':
    case 'decline':
      return booking.canBeDecided(now) ? 'will' : 'not_waiting'
    case 'cancel':
      return booking.canBeCancelled(now) ? 'will' : 'not_cancellable'
    case 'completed':
    case 'no_show':
      if (booking.status === change) return 'is_so'
      if (!booking.canBeMarked(change)) return 'not_markable'
      return booking.canBeNoted(change, now) ? 'will' : 'too_early'
  }
}
