import type { DateTime } from 'luxon'
import Notification from '#models/notifications/notification'

export interface ReadMessages {
  businessId: number
  userId: number
  /** Null for all that they have. */
  notificationId: number | null
  readAt: DateTime
}

export async function markRead(messages: ReadMessages): Promise<void> {
  const { businessId, userId, notificationId, readAt } = messages
  await Notification.query()
    .where({ businessId, userId, channel: 'in_app' })
    .if(notificationId !== null, (query) => query.where('id', notificationId ?? 0))
    .whereNull('read_at')
    .update({ readAt: readAt.toJSDate() })
}
