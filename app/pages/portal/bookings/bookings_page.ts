import type { DateTime } from 'luxon'
import { joinLinkAt } from '#formats/bookings/joining'
import { formatRange } from '#formats/times/times'
import type Booking from '#models/bookings/booking'
import { bookingState } from '#models/bookings/booking_state'

/** One line of the list of a client's bookings, on the clock that its own page has. */
export function portalRow(booking: Booking, now: DateTime, locale: string) {
  const { id, service, business, reference } = booking
  const { status, startsAt, endsAt, timeZone } = bookingState(booking, now)
  return {
    ...{ id, booking, service, business, reference, status, startsAt, endsAt, timeZone },
    range: formatRange(startsAt, endsAt, timeZone, locale),
    joinLink: joinLinkOf(booking, now),
  }
}

/** Of a call that is settled. */
export function joinLinkOf(booking: Booking, now: DateTime): string | null {
  if (booking.statusAt(now) !== 'approved') return null
  const [startsAt, endsAt] = [booking.startsAt.toMillis(), booking.endsAt.toMillis()]
  return joinLinkAt({ startsAt, endsAt, place: booking.service }, now.toMillis())
}
