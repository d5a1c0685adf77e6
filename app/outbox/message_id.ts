import { createHash } from 'node:crypto'
import { appUrl } from '#config/app'
import type Booking from '#models/bookings/booking'
import type Notification from '#models/notifications/notification'
import type { NotificationType } from '#models/notifications/notification'

/** The same on every attempt, so that a mail that arrives twice is known as one. */
export function messageIdOf(
  { dedupeKey, resends, bookingVersion }: Notification,
  type: NotificationType,
  { calendarUid, calendarHost, calendarSequence }: Booking
): string {
  const isChanged = bookingVersion !== null && bookingVersion !== calendarSequence
  const key = [
    dedupeKey,
    ...(resends ? [`#${resends}`] : []),
    ...(isChanged ? [`~${calendarSequence}`] : []),
  ].join('')
  const occasion = createHash('sha256').update(key).digest('hex').slice(0, 12)
  // What is about no booking was made here.
  const host = calendarHost ?? new URL(appUrl).hostname
  return `<booking-${calendarUid}.${type}.${occasion}@${host}>`
}
