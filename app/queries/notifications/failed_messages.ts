import type { DateTime } from 'luxon'
import Notification from '#models/notifications/notification'

const LOOK_BACK = { days: 7 }
const LIMIT = 5

export function failedMessages(businessId: number, now: DateTime): Promise<Notification[]> {
  return Notification.query()
    .where({ businessId })
    .whereIn('status', ['failed', 'bounced'])
    .whereNot('type', 'password_reset')
    .where('next_attempt_at', '>', now.minus(LOOK_BACK).toJSDate())
    .preload('booking')
    .orderBy('id', 'desc')
    .limit(LIMIT)
}
