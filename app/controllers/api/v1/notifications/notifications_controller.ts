import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import MarkRead from '#actions/notifications/mark_read'
import { answerOne } from '#controllers/api/v1/one'
import { answerPage } from '#controllers/api/v1/page'
import { readBody, readQuery } from '#controllers/api/v1/read'
import { notificationList, onScreen, UNREAD } from '#messages'
import type Notification from '#models/notifications/notification'
import { presentNotification } from '#shapes/notifications/notification'
import { nothingSent } from '#validators/api/nothing'
import { notificationQuery } from '#validators/api/notifications'

const ORDER = { column: 'notifications.id', type: 'bigint', direction: 'desc' } as const

/** What the key's own member was told. */
export default class NotificationsController {
  async index(ctx: HttpContext) {
    const asked = await readQuery(ctx, notificationQuery)
    const list = this.own(ctx)
    if (asked.unread === 'true') list.whereRaw(UNREAD)
    if (asked.unread === 'false') list.whereRaw(`not ${UNREAD}`)
    return answerPage(ctx, list, asked, ORDER, (rows) => rows.map((row) => this.present(ctx, row)))
  }

  /** Safe to repeat. */
  async read(ctx: HttpContext) {
    const { id } = await this.find(ctx)
    await readBody(ctx, nothingSent)
    await this.mark(ctx, id)
    return answerOne(ctx, this.present(ctx, await this.find(ctx)))
  }

  async readAll(ctx: HttpContext) {
    await readBody(ctx, nothingSent)
    await this.mark(ctx, null)
    return ctx.response.status(204)
  }

  private mark({ business, membership }: HttpContext, notificationId: number | null) {
    const { userId } = membership
    const messages = { businessId: business.id, userId, notificationId, readAt: DateTime.utc() }
    return new MarkRead().handle(messages)
  }

  private find(ctx: HttpContext): Promise<Notification> {
    return this.own(ctx).where('id', ctx.params.id).firstOrFail()
  }

  private own({ business, membership }: HttpContext) {
    return notificationList(business.id, membership.userId)
  }

  private present({ i18n }: HttpContext, notification: Notification) {
    const { says } = onScreen(notification, (key, values) => i18n.t(key, { ...values }))
    return presentNotification(notification, says)
  }
}
