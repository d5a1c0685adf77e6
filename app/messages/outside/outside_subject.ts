import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { memberOfBusiness } from '../member_of_business.js'
import { Recipient } from '../mail/recipient.js'
import type { Subject } from '../message.js'
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
    const member = about && (await memberOfBusiness(notification, about.outside.business))
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

async function read({ subjectId }: Notification, client?: QueryClient) {
  const outside = await OutsideBooking.query({ client }).where('id', subjectId).first()
  await outside?.load('business')
  return outside && { outside }
}
