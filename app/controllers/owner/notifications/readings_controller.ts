import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import MarkRead from '#actions/notifications/mark_read'
import type Notification from '#models/notifications/notification'
import { addressOf } from '#pages/address_of'
import { notificationList } from '#queries/notifications/notification_list'

export default class ReadingsController {
  async store({ business, membership, params, response }: HttpContext) {
    const notification = await notificationList(business.id, membership.userId)
      .where('id', params.id)
      .firstOrFail()
    await new MarkRead().handle({
      businessId: business.id,
      userId: membership.userId,
      notificationId: notification.id,
      readAt: DateTime.now(),
    })
    return response.redirect().status(303).toPath(pathOf(notification))
  }

  async storeAll({ business, membership, response }: HttpContext) {
    await new MarkRead().handle({
      businessId: business.id,
      userId: membership.userId,
      notificationId: null,
      readAt: DateTime.now(),
    })
    return response.redirect().status(303).toPath(addressOf('owner.notifications.index'))
  }
}

function pathOf({ subjectType, subjectId, type }: Notification): string {
  if (subjectType === 'booking') return addressOf('owner.bookings.show', { id: subjectId })
  if (type === 'enquiry_received') return addressOf('owner.enquiries.index')
  return type === 'dates_not_planned'
    ? addressOf('owner.group_sessions.index', {}, { part: 'series' })
    : addressOf('owner.notifications.index')
}
