import type { DateTime } from 'luxon'
import Notification from '#models/notification'

const LOOK_BACK = { days: 7 }
const LIMIT = 5

/** Messages of the last week that were given up, the latest first. */
export function failedMessages(businessId: number, now: DateTime): Promise<Notification[]> {
  return Notification.query()
    .where({ businessId, status: 'failed' })
    .where('created_at', '>', now.minus(LOOK_BACK).toJSDate())
    .preload('booking')
    .preload('waitlistEntry')
    .orderBy('id', 'desc')
    .limit(LIMIT)
}
