import vine from '@vinejs/vine'
import { DELIVERY_TABS } from '#queries/notifications/delivery_list'
import { paging } from '#validators/api/query'
import { MOST_IN_SUBJECT, MOST_IN_TEXT } from '#validators/notifications/message_text_form'
import { id, line, localeTag } from '#validators/rules'

export const notificationQuery = vine.create({
  unread: vine.enum(['true', 'false'] as const).optional(),
  ...paging(),
})

export const messageQuery = vine.create({
  state: vine.enum(DELIVERY_TABS).optional(),
  ...paging(),
})

export const messageTextQuery = vine.create({
  message: line(60).optional(),
  language: localeTag().optional(),
  own: vine.enum(['true', 'false'] as const).optional(),
  ...paging(),
})

const written = (length: number) => vine.string().maxLength(length).nullable().optional()

const parts = () => ({
  subject: written(MOST_IN_SUBJECT),
  opening: written(MOST_IN_TEXT),
  closing: written(MOST_IN_TEXT),
})

/** What each may say is checked as the form does, by what the message knows. */
export const messageTextOrder = vine.create(parts())

/** What is left out is as it is saved. */
export const messageSampleOrder = vine.create({ ...parts(), booking_id: id().optional() })
