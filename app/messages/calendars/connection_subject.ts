import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { memberOfBusiness } from '../member_of_business.js'
import { Recipient } from '../mail/recipient.js'
import type { Subject } from '../message.js'
import CalendarConnection from '#models/calendars/calendar_connection'
import type Notification from '#models/notifications/notification'

/** What opens calendars that a host keeps elsewhere. */
export interface ConnectionSubject {
  connection: CalendarConnection
}

export const connectionSubject: Subject<ConnectionSubject> = {
  find: (notification, _now, client) => readConnection(notification, client),

  async load(notification) {
    const about = await readConnection(notification)
    const member = about && (await memberOfBusiness(notification, about.connection.business))
    if (!about || !member) return null
    const thread = { name: `calendar-${about.connection.id}`, host: null, version: null }
    return {
      ...{ about, member, endsAt: null, bookings: null },
      thread: { ...thread, inReplyTo: null },
    }
  },

  recipient({ connection: { business } }, member, now) {
    const nobody = { id: null, fullName: business.name, email: business.email ?? '' }
    return Recipient.member(business, member ?? nobody, now)
  },
}

async function readConnection({ subjectId }: Notification, client?: QueryClient) {
  const connection = await CalendarConnection.query({ client }).where('id', subjectId).first()
  await connection?.load('business')
  await connection?.load('host')
  return connection && { connection }
}
