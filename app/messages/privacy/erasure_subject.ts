import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { clientRecipient } from '../clients/client_subject.js'
import { Recipient } from '../mail/recipient.js'
import { inboxOf } from '../inboxes/inbox_recipient.js'
import type { Subject } from '../message.js'
import Membership from '#models/accounts/membership'
import Booking from '#models/bookings/booking'
import type Notification from '#models/notifications/notification'
import Erasure from '#models/privacy/erasure'
import Business from '#models/settings/business'

/** That a client asked to be erased, or how that ended. */
export interface ErasureSubject {
  erasure: Erasure
  business: Business
  /** What was still to come, and was called off with it. */
  cancelled: { startsAt: DateTime; service: string }[]
}

export const erasureSubject: Subject<ErasureSubject> = {
  find: (notification, _now, client) => read(notification, client),

  async load(notification) {
    const about = await read(notification)
    if (!about) return null
    const thread = { name: `erasure-${about.erasure.id}`, host: null, version: null }
    const loaded = {
      ...{ about, endsAt: null, bookings: null },
      thread: { ...thread, inReplyTo: null },
    }
    if (notification.isForClient) {
      return about.erasure.email === null ? null : { ...loaded, member: null }
    }
    const member = await memberOf(notification, about.business)
    return member && { ...loaded, member }
  },

  recipient({ business, erasure }, member, now) {
    if (member) return Recipient.member(business, member, now)
    const { clientName, email, clientLocale: locale, clientTimeZone: timeZone } = erasure
    return clientRecipient(business, { name: clientName ?? '', email, locale, timeZone }, now)
  },
}

async function memberOf(notification: Notification, business: Business) {
  if (notification.inboxAddressId !== null) return inboxOf(notification, business)
  const membership = await Membership.query()
    .where({ businessId: business.id, userId: notification.userId ?? 0 })
    .preload('user')
    .first()
  return membership && membership.user
}

async function read({ subjectId, data }: Notification, client?: QueryClient) {
  const erasure = await Erasure.query({ client }).where('id', subjectId).first()
  if (!erasure) return null
  const business = await Business.query({ client }).where('id', erasure.businessId).firstOrFail()
  const ids = Array.isArray(data.cancelled) ? data.cancelled.map(Number) : []
  const bookings =
    ids.length === 0 ? [] : await Booking.query({ client }).whereIn('id', ids).orderBy('starts_at')
  const cancelled = bookings.map(({ startsAt, wording }) => ({
    startsAt,
    service: wording.service,
  }))
  return { erasure, business, cancelled }
}
