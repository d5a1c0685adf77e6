import db from '@adonisjs/lucid/services/db'
import type { InApp, Page } from './message.js'
import { allMessages, messageOf } from './messages.js'
import Notification from '#models/notifications/notification'
import { enquirer } from '#queries/enquiries/enquiry_list'

/** SQL: not opened yet and, where it asks for an answer, that is still missing and possible. */
export const UNREAD = `(read_at is null and case notifications.type
  ${allMessages()
    .flatMap(({ type, inApp }) =>
      inApp?.asksWhile ? `when '${type}' then ${inApp.asksWhile}` : []
    )
    .join('\n')}
  else true end)`

/** What the application has told a user, the latest on top. */
export function notificationList(businessId: number, userId: number) {
  return Notification.query()
    .select('*')
    .select(enquirer())
    .select(db.raw(`${UNREAD} as is_unread`))
    .where({ businessId, userId, channel: 'in_app' })
    .preload('booking', (booking) => booking.preload('service'))
    .orderBy('id', 'desc')
}

/** What it says on screen, and the page of its subject. */
export function onScreen(notification: Notification, t: Parameters<InApp['says']>[1]) {
  const { inApp } = messageOf(notification.type)
  const says = inApp
    ? inApp.says(notification, t)
    : t(`owner.notifications.message.${notification.topic}`)
  return { says, page: pageOfNotification(notification) }
}

export function pageOfNotification(notification: Notification): Page | null {
  return messageOf(notification.type).inApp?.leadsTo(notification) ?? null
}
