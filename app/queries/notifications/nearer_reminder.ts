import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import type Booking from '#models/bookings/booking'
import Notification from '#models/notifications/notification'

/** When the next reminder is due as well, this one says nothing that the other does not. */
export async function hasNearerReminder(
  { type, bookingVersion, offsetMinutes }: Notification,
  { id, startsAt }: Booking,
  now: DateTime,
  client?: QueryClient
): Promise<boolean> {
  if (type !== 'booking_reminder' || bookingVersion === null || offsetMinutes === null) return false
  const minutesLeft = Math.ceil(startsAt.diff(now).as('minutes'))
  const nearer = await Notification.query({ client })
    .where({ bookingId: id, type, bookingVersion })
    .whereIn('status', ['queued', 'sent'])
    .where('offset_minutes', '<', offsetMinutes)
    .where('offset_minutes', '>=', minutesLeft)
    .select('id')
    .first()
  return nearer !== null
}
