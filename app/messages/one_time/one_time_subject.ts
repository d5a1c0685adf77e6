import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { Recipient } from '../mail/recipient.js'
import type { Subject } from '../message.js'
import Host from '#models/availability/host'
import OneTimeLink from '#models/links/one_time_link'
import Business from '#models/settings/business'
import type Notification from '#models/notifications/notification'

/** What can be booked through it, and with whom. */
export interface OneTimeSubject {
  oneTime: OneTimeLink
  business: Business
  hosts: string[]
  /** Opens it; made for the one mail that carries it. */
  token?: string
}

export const oneTimeSubject: Subject<OneTimeSubject> = {
  find: (notification, _now, client) => read(notification, client),

  async load(notification) {
    const about = await read(notification)
    if (!about?.oneTime.recipientEmail) return null
    const thread = { name: `one-time-${about.oneTime.id}`, host: null, version: null }
    return {
      ...{ about, member: null, bookings: null, endsAt: about.oneTime.expiresAt },
      thread: { ...thread, inReplyTo: null },
    }
  },

  recipient({ oneTime, business }, _member, now) {
    const { recipientName, recipientEmail: email } = oneTime
    const { locale, timeZone } = business
    const name = recipientName ?? email ?? ''
    return new Recipient(
      business,
      { name, email: email ?? '', memberId: null, locale, timeZone },
      now
    )
  },
}

async function read({ subjectId }: Notification, client?: QueryClient) {
  const oneTime = await OneTimeLink.query({ client }).where('id', subjectId).first()
  if (!oneTime) return null
  // One after the other: a transaction has one connection, and preloads go out at once.
  await oneTime.load('service')
  const business = await Business.query({ client }).where('id', oneTime.businessId).firstOrFail()
  const host = await Host.query({ client })
    .where('id', oneTime.hostId ?? 0)
    .first()
  return { oneTime, business, hosts: host ? [host.name] : [] }
}
