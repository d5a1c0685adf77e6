import { createHash } from 'node:crypto'
import { appUrl } from '#config/app'
import type Booking from '#models/booking'
import type Notification from '#models/notification'

/**
 * The same on every attempt, so that a mail that arrives twice can be known as one; another when
 * someone sends again what had been sent.
 */
export function messageIdOf(
  { type, dedupeKey, resends }: Notification,
  { calendarUid }: Booking
): string {
  const key = resends ? `${dedupeKey}#${resends}` : dedupeKey
  const occasion = createHash('sha256').update(key).digest('hex').slice(0, 12)
  return `<booking-${calendarUid}.${type}.${occasion}@${new URL(appUrl).hostname}>`
}
