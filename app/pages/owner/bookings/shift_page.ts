import type { DateTime } from 'luxon'
import type Booking from '#models/bookings/booking'
import type { Shift } from '#scheduling/time/shift'

export interface ShiftWish extends Shift {
  host: number | null
  anyway: boolean
}

/** Whether it may be moved at all, wherever to. */
export function shiftForecast(
  booking: Booking,
  now: DateTime
): 'will' | 'not_booked' | 'in_session' {
  if (booking.status !== 'approved' || !booking.canBeMoved(now)) return 'not_booked'
  return booking.sessionId === null ? 'will' : 'in_session'
}
