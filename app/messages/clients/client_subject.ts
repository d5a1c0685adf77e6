import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { Recipient } from '../mail/recipient.js'
import type { Subject } from '../message.js'
import Client from '#models/clients/client'
import type Notification from '#models/notifications/notification'
import WrittenMessage from '#models/notifications/written_message'
import Business from '#models/settings/business'

/** A client, and what somebody of the business wrote to them. */
export interface ClientSubject {
  client: Client
  business: Business
  written: Pick<WrittenMessage, 'title' | 'body'>
}

export const clientSubject: Subject<ClientSubject> = {
  find: (notification, _now, client) => read(notification, client),

  async load(notification) {
    const about = await read(notification)
    if (!about?.client.email) return null
    const thread = { name: `written-${notification.id}`, host: null, version: null }
    return {
      ...{ about, member: null, endsAt: null, bookings: null },
      thread: { ...thread, inReplyTo: null },
    }
  },

  recipient({ business, client }, _member, now) {
    return clientRecipient(business, client, now)
  },
}

/** A client who is written to about none of their bookings. */
export function clientRecipient(
  business: Business,
  { name, email, locale, timeZone }: Pick<Client, 'name' | 'email' | 'locale' | 'timeZone'>,
  now: DateTime
): Recipient {
  return new Recipient(
    business,
    { name, email: email ?? '', memberId: null, locale, timeZone },
    now
  )
}

async function read({ subjectId, data }: Notification, queryClient?: QueryClient) {
  const options = { client: queryClient }
  const client = await Client.query(options).where('id', subjectId).first()
  const written = await WrittenMessage.query(options).where('id', Number(data.writtenId)).first()
  if (!client || !written) return null
  const business = await Business.query(options).where('id', client.businessId).firstOrFail()
  return { client, business, written }
}
