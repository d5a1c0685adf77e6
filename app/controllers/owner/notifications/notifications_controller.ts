import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { notificationList } from '#queries/notifications/notification_list'
import { pageQuery, validQuery } from '#validators/owner_query'

export default class NotificationsController {
  async index(ctx: HttpContext) {
    const { business, membership, view } = ctx
    const { page = 1 } = await validQuery(pageQuery, ctx)
    const notifications = await notificationList(business.id, membership.userId).paginate(page, 25)
    const now = DateTime.now().setZone(business.timeZone)
    return view.render('pages/owner/notifications/notifications', { notifications, now })
  }
}
