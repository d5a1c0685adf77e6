import type { DateTime } from 'luxon'
import Client from '#models/clients/client'
import Notification, { PRIVATE_TYPES, type SubjectType } from '#models/notifications/notification'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import { inboxEmail } from '#queries/notifications/inbox_email'
import { enquirer } from '#queries/enquiries/enquiry_list'

export const DELIVERY_TABS = ['failed', 'waiting', 'planned', 'sent', 'dropped'] as const
export type DeliveryTab = (typeof DELIVERY_TABS)[number]

/** Without what is private to an account: it would tell, for one, whether an address has an account elsewhere. */
export function deliveries(businessId: number) {
  return Notification.query()
    .select('*')
    .select(enquirer())
    .select(inboxEmail())
    .where({ businessId })
    .whereNotIn('channel', ['in_app', 'webhook'])
    .whereNotIn('type', [...PRIVATE_TYPES])
    .preload('user')
    .preload('booking', (booking) => booking.preload('service').preload('host'))
}

export async function loadWaiters(messages: readonly Notification[]): Promise<void> {
  const ids = subjectsOf(messages, 'waitlist_entry')
  if (ids.length === 0) return
  const entries = await WaitlistEntry.query().whereIn('id', ids).preload('service')
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  for (const message of messages) {
    if (message.subjectType !== 'waitlist_entry') continue
    message.waitlistEntry = byId.get(message.subjectId) ?? null
  }
}

export async function loadWrittenTo(messages: readonly Notification[]): Promise<void> {
  const ids = subjectsOf(messages, 'client')
  if (ids.length === 0) return
  const clients = await Client.query().whereIn('id', ids)
  const byId = new Map(clients.map((client) => [client.id, client]))
  for (const message of messages) {
    if (message.subjectType !== 'client') continue
    message.client = byId.get(message.subjectId) ?? null
  }
}

function subjectsOf(messages: readonly Notification[], type: SubjectType): number[] {
  return messages.flatMap(({ subjectType, subjectId }) => (subjectType === type ? subjectId : []))
}

export function deliveryList(businessId: number, tab: DeliveryTab, now: DateTime) {
  const list = deliveriesIn(businessId, tab, now)
  if (tab === 'waiting' || tab === 'planned') list.orderBy('next_attempt_at')
  if (tab === 'sent') list.orderBy('sent_at', 'desc')
  return list.orderBy('id', 'desc')
}

/** In no order yet. */
export function deliveriesIn(businessId: number, tab: DeliveryTab, now: DateTime) {
  const list = deliveries(businessId)
  const moment = now.toJSDate()
  switch (tab) {
    case 'waiting':
      return list
        .where('status', 'queued')
        .where((due) =>
          due
            .whereColumn('attempts', '>', 'attempts_before')
            .orWhere('next_attempt_at', '<=', moment)
        )
    case 'planned':
      return list
        .where('status', 'queued')
        .whereColumn('attempts', 'attempts_before')
        .where('next_attempt_at', '>', moment)
    case 'failed':
      return list.whereIn('status', ['failed', 'bounced'])
    default:
      return list.where('status', tab)
  }
}
