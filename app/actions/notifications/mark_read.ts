import type { DateTime } from 'luxon'
import Notification from '#models/notifications/notification'

interface Reading {
  businessId: number
  userId: number
  notificationId: number | null
  readAt: DateTime
}

export default class MarkRead {
  async handle({ businessId, userId, notificationId, readAt }: Reading): Promise<void> {
    await Notification.query()
      .where({ businessId, userId, channel: 'in_app' })
      .if(notificationId !== null, (query) => query.where('id', notificationId ?? 0))
      .whereNull('read_at')
      .update({ readAt: readAt.toJSDate() })
  }
}
