import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type Notification from '#models/notifications/notification'
import {
  inUtc,
  inUtcOrNull,
  momentOrNull,
  momentShape,
  truthShape,
  wholeShape,
} from '#shapes/schema'

/** What the application told the member themselves. */
export const notificationShape = vine.create({
  id: wholeShape(),
  type: vine.string(),
  text: vine.string(),
  subject_type: vine.string(),
  subject_id: wholeShape(),
  booking_id: wholeShape().nullable(),
  is_unread: truthShape(),
  read_at: momentOrNull(),
  created_at: momentShape(),
})

/** Needs what `notificationList` selects. */
export function presentNotification(
  notification: Notification,
  text: string
): Infer<typeof notificationShape> {
  return {
    ...{ id: notification.id, type: notification.topic, text },
    subject_type: notification.subjectType,
    subject_id: notification.subjectId,
    booking_id: notification.bookingId,
    is_unread: notification.isUnread,
    read_at: inUtcOrNull(notification.readAt),
    created_at: inUtc(notification.createdAt),
  }
}

/** A message that went, or is to go, to somebody. */
export const outgoingShape = vine.create({
  id: wholeShape(),
  type: vine.string(),
  channel: vine.enum(['mail', 'sms'] as const),
  status: vine.enum(['queued', 'sent', 'failed', 'bounced', 'dropped'] as const),
  to: vine.enum(['client', 'business'] as const),
  subject_type: vine.string(),
  subject_id: wholeShape(),
  booking_id: wholeShape().nullable(),
  attempts: wholeShape(),
  error: vine.string().nullable(),
  next_attempt_at: momentOrNull(),
  sent_at: momentOrNull(),
  created_at: momentShape(),
})

export function presentOutgoing(message: Notification): Infer<typeof outgoingShape> {
  return {
    id: message.id,
    type: message.topic,
    channel: message.channel === 'sms' ? 'sms' : 'mail',
    status: message.status,
    to: message.isForClient ? 'client' : 'business',
    subject_type: message.subjectType,
    subject_id: message.subjectId,
    booking_id: message.bookingId,
    attempts: message.attempts,
    error: message.lastError,
    next_attempt_at: message.status === 'queued' ? inUtc(message.nextAttemptAt) : null,
    sent_at: inUtcOrNull(message.sentAt),
    created_at: inUtc(message.createdAt),
  }
}
