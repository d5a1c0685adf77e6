import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { clientRecipient } from '../clients/client_subject.js'
import type { Subject } from '../message.js'
import Client from '#models/clients/client'
import type Notification from '#models/notifications/notification'
import Business from '#models/settings/business'

/** Somebody who booked under an address, at the business through which they are written to. */
export interface PortalSubject {
  client: Client
  business: Business
  /** In which the link was asked for. */
  language: string
  /** Signs in; made for the one mail that carries it. */
  token?: string
}

export const portalSubject: Subject<PortalSubject> = {
  find: (notification, _now, client) => read(notification, client),

  async load(notification) {
    const about = await read(notification)
    if (!about?.client.email) return null
    const thread = { name: `portal-${notification.id}`, host: null, version: null }
    return {
      ...{ about, member: null, endsAt: null, bookings: null },
      thread: { ...thread, inReplyTo: null },
    }
  },

  recipient({ business, client: { name, email, timeZone }, language: locale }, _member, now) {
    return clientRecipient(business, { name, email, timeZone, locale }, now)
  },
}

async function read({ subjectId, data }: Notification, queryClient?: QueryClient) {
  const options = { client: queryClient }
  const client = await Client.query(options).where('id', subjectId).first()
  if (!client) return null
  const business = await Business.query(options).where('id', client.businessId).firstOrFail()
  return { client, business, language: String(data.language) }
}
