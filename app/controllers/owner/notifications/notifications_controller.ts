import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { notificationList, onScreen } from '#messages'
import type Notification from '#models/notifications/notification'
import { nearestPage } from '#queries/nearest_page'
import { pageQuery, validQuery } from '#validators/owner_query'

export default class NotificationsController {
  async index(ctx: HttpContext) {
    const { business, i18n, membership, view } = ctx
    const { page = 1 } = await validQuery(pageQuery, ctx)
    const notifications = await nearestPage(
      notificationList(business.id, membership.userId),
      page,
      25
    )
    const now = DateTime.now().setZone(business.timeZone)
    const t = (key: string, values?: object) => i18n.t(key, { ...values })
    return view.render('pages/owner/notifications/notifications', {
      notifications,
      now,
      shown: (notification: Notification) => onScreen(notification, t),
    })
  }
}
