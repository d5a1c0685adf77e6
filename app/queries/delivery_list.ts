import type { DateTime } from 'luxon'
import Notification from '#models/notification'
import { enquirer } from '#queries/enquiry_list'

export const DELIVERY_TABS = ['failed', 'waiting', 'planned', 'sent', 'dropped'] as const
export type DeliveryTab = (typeof DELIVERY_TABS)[number]

/** The messages of a business that leave the house, each with its reader and its booking. */
export function deliveries(businessId: number) {
  return Notification.query()
    .select('*')
    .select(enquirer())
    .where({ businessId })
    .whereNot('channel', 'in_app')
    .preload('user')
    .preload('waitlistEntry', (entry) => entry.preload('service'))
    .preload('booking', (booking) => booking.preload('service').preload('host'))
}

/** Those of one state: what is to come with the next on top, what is over with the latest. */
export function deliveryList(businessId: number, tab: DeliveryTab, now: DateTime) {
  const list = deliveries(businessId)
  const moment = now.toJSDate()
  switch (tab) {
    case 'waiting':
      list
        .where('status', 'queued')
        .where((due) =>
          due
            .whereColumn('attempts', '>', 'attempts_before')
            .orWhere('next_attempt_at', '<=', moment)
        )
        .orderBy('next_attempt_at')
      break
    case 'planned':
      list
        .where('status', 'queued')
        .whereColumn('attempts', 'attempts_before')
        .where('next_attempt_at', '>', moment)
        .orderBy('next_attempt_at')
      break
    case 'sent':
      list.where('status', 'sent').orderBy('sent_at', 'desc')
      break
    default:
      list.where('status', tab)
  }
  return list.orderBy('id', 'desc')
}
