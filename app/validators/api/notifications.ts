import vine from '@vinejs/vine'
import { DELIVERY_TABS } from '#queries/notifications/delivery_list'
import { paging } from '#validators/api/query'

export const notificationQuery = vine.create({
  unread: vine.enum(['true', 'false'] as const).optional(),
  ...paging(),
})

export const messageQuery = vine.create({
  state: vine.enum(DELIVERY_TABS).optional(),
  ...paging(),
})
