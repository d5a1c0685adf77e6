import type { DateTime } from 'luxon'
import Notification, { PRIVATE_TYPES } from '#models/notifications/notification'

const LOOK_BACK = { days: 7 }
const LIMIT = 5

export function failedMessages(businessId: number, now: DateTime): Promise<Notification[]> {
  return Notification.query()
    .where({ businessId })
    .whereNotIn('channel', ['webhook', 'push'])
    .whereIn('status', ['failed', 'bounced'])
    .whereNotIn('type', [...PRIVATE_TYPES])
    .where('next_attempt_at', '>', now.minus(LOOK_BACK).toJSDate())
    .preload('booking')
    .orderBy('id', 'desc')
    .limit(LIMIT)
}
