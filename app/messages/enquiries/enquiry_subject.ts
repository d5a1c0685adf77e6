import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { inboxOf } from '../inboxes/inbox_recipient.js'
import { Recipient } from '../mail/recipient.js'
import type { Subject } from '../message.js'
import Enquiry from '#models/enquiries/enquiry'
import Membership from '#models/accounts/membership'
import type Notification from '#models/notifications/notification'

/** What someone wrote who could not book, with its business and service. */
export interface EnquirySubject {
  enquiry: Enquiry
}

export const enquirySubject: Subject<EnquirySubject> = {
  async find(notification, _now, client) {
    const read = await readWithMember(notification, client)
    return read && { enquiry: read.enquiry }
  },

  async load(notification) {
    const read = await readWithMember(notification)
    if (!read) return null
    const thread = { name: `enquiry-${read.enquiry.id}`, host: null, version: null }
    return {
      about: { enquiry: read.enquiry },
      member: read.member,
      thread: { ...thread, inReplyTo: null },
      ...{ endsAt: null, bookings: null },
    }
  },

  recipient({ enquiry }, member, now) {
    if (!member) return Recipient.client(enquiry.business, enquiry, now)
    return Recipient.member(enquiry.business, member, now)
  },
}

/** Null when it or who is to be told is gone. */
async function readWithMember(notification: Notification, client?: QueryClient) {
  const { subjectId, userId, inboxAddressId, isForClient } = notification
  const enquiry = await Enquiry.query({ client }).where('id', subjectId).first()
  if (!enquiry) return null
  // One after the other: a transaction has one connection, and preloads go out at once.
  await enquiry.load('business')
  await enquiry.load('service')
  if (isForClient) return { enquiry, member: null }
  if (inboxAddressId !== null) {
    const inbox = await inboxOf(notification, enquiry.business)
    return inbox && { enquiry, member: inbox }
  }
  const membership = await Membership.query({ client })
    .where({ businessId: enquiry.businessId, userId: userId ?? 0 })
    .preload('user')
    .first()
  return membership && { enquiry, member: membership.user }
}
