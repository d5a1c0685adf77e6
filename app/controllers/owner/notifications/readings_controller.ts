import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import MarkRead from '#actions/notifications/mark_read'
import { seeOther } from '#controllers/see_other'
import type Notification from '#models/notifications/notification'
import { notificationList, pageOfNotification } from '#messages'
import { addressOf } from '#pages/address_of'

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
    return seeOther(response, 'owner.notifications.index')
  }
}

function pathOf(notification: Notification): string {
  const { route, id, part } = pageOfNotification(notification) ?? {
    route: 'owner.notifications.index',
  }
  return addressOf(route, id === undefined ? {} : { id }, { part })
}
