import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { inboxStopLink } from '../links.js'
import { Recipient } from '../mail/recipient.js'
import type { Subject } from '../message.js'
import InboxAddress from '#models/inboxes/inbox_address'
import type Notification from '#models/notifications/notification'

/** An address of a business, with that business. */
export interface InboxSubject {
  inbox: InboxAddress
}

export const inboxSubject: Subject<InboxSubject> = {
  find: (notification, _now, client) => read(notification, client),

  async load(notification) {
    const about = await read(notification)
    if (!about) return null
    const thread = { name: `inbox-${about.inbox.id}`, host: null, version: null }
    return {
      ...{ about, member: null, endsAt: null, bookings: null },
      thread: { ...thread, inReplyTo: null },
    }
  },

  recipient({ inbox }, _member, now) {
    const { business, email } = inbox
    const { name, locale, timeZone } = business
    const stopLink = inboxStopLink(inbox)
    const person = { name, email, memberId: null, stopLink, locale, timeZone }
    return new Recipient(business, person, now)
  },
}

async function read({ subjectId }: Notification, client?: QueryClient) {
  const inbox = await InboxAddress.query({ client }).where('id', subjectId).first()
  await inbox?.load('business')
  return inbox && { inbox }
}
