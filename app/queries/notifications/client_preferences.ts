import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type Booking from '#models/bookings/booking'
import ClientPreference from '#models/notifications/client_preference'
import type Notification from '#models/notifications/notification'

/** Null where they chose nothing, and get all that the business sends. */
export function findPreference(
  { businessId, clientEmail }: Pick<Booking, 'businessId' | 'clientEmail'>,
  client?: QueryClient
): Promise<ClientPreference | null> {
  return ClientPreference.query({ client }).where({ businessId, email: clientEmail }).first()
}

/** Whether its client chose not to get it: after it was planned, or while it was. */
export async function isDeclined(
  { type, offsetMinutes }: Notification,
  booking: Booking,
  client?: QueryClient
): Promise<boolean> {
  if (type !== 'booking_reminder' && type !== 'booking_follow_up') return false
  const chosen = await findPreference(booking, client)
  if (!chosen) return false
  if (type === 'booking_follow_up') return !chosen.getsFollowUps
  const { reminderMinutes } = chosen
  return reminderMinutes !== null && !reminderMinutes.includes(offsetMinutes ?? 0)
}
