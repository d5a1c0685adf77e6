import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { inboxOf } from '../inboxes/inbox_recipient.js'
import { Recipient } from '../mail/recipient.js'
import type { Member, Subject } from '../message.js'
import Membership from '#models/accounts/membership'
import type Notification from '#models/notifications/notification'
import OutsideBooking from '#models/outside/outside_booking'

/** A booking made elsewhere, with its business. */
export interface OutsideSubject {
  outside: OutsideBooking
}

export const outsideSubject: Subject<OutsideSubject> = {
  find: (notification, _now, client) => read(notification, client),

  async load(notification) {
    const about = await read(notification)
    const member = about && (await memberOf(notification, about))
    if (!about || !member) return null
    const thread = { name: `outside-${about.outside.id}`, host: null, version: null }
    return {
      ...{ about, member, endsAt: null, bookings: null },
      thread: { ...thread, inReplyTo: null },
    }
  },

  recipient({ outside }, member, now) {
    const { business } = outside
    const nobody = { id: null, fullName: business.name, email: business.email ?? '' }
    return Recipient.member(business, member ?? nobody, now)
  },
}

async function memberOf(
  notification: Notification,
  { outside: { business } }: OutsideSubject
): Promise<Member | null> {
  if (notification.inboxAddressId !== null) return inboxOf(notification, business)
  const membership = await Membership.query()
    .where({ businessId: business.id, userId: notification.userId ?? 0 })
    .preload('user')
    .first()
  return membership?.user ?? null
}

async function read({ subjectId }: Notification, client?: QueryClient) {
  const outside = await OutsideBooking.query({ client }).where('id', subjectId).first()
  await outside?.load('business')
  return outside && { outside }
}
