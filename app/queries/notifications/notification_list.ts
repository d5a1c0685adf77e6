import db from '@adonisjs/lucid/services/db'
import Notification, { UNREAD } from '#models/notifications/notification'
import { enquirer } from '#queries/enquiries/enquiry_list'

export function notificationList(businessId: number, userId: number) {
  return Notification.query()
    .select('*')
    .select(enquirer())
    .select(db.raw(`${UNREAD} as is_unread`))
    .where({ businessId, userId, channel: 'in_app' })
    .preload('booking', (booking) => booking.preload('service'))
    .orderBy('id', 'desc')
}
