import { DateTime } from 'luxon'
import type Booking from '#models/bookings/booking'
import BookingSettings from '#models/settings/booking_settings'
import { quietUntil } from '#scheduling/rules/quiet_hours'

/** Never past the start: whoever is up for that is not disturbed. Null where it may go out. */
export async function quietHoursEnd(
  { businessId, clientTimeZone, startsAt }: Booking,
  now: DateTime
): Promise<DateTime | null> {
  const { quietHours } = await BookingSettings.findByOrFail({ businessId })
  const until = quietHours && quietUntil(quietHours, clientTimeZone, now.toMillis())
  return until !== null && until < startsAt.toMillis() ? DateTime.fromMillis(until) : null
}
