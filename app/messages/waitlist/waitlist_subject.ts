import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import type { Fact } from '../mail/mail_content.js'
import { Recipient } from '../mail/recipient.js'
import type { Subject } from '../message.js'
import { waitlistLink } from '../links.js'
import Host from '#models/availability/host'
import type Notification from '#models/notifications/notification'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import WaitlistOffer from '#models/waitlist/waitlist_offer'
import { positionOf } from '#queries/waitlist/find_waitlist_entry'

/** Somebody who waits for a time, or for one earlier than theirs. */
export interface WaitlistSubject {
  /** With its business and service, and the booking that would be brought forward. */
  entry: WaitlistEntry
  offer: WaitlistOffer | null
  position: number
  /** Of the time that is offered, or waited for. */
  host: Host | null
  startsAt: DateTime
  endsAt: DateTime
}

export const waitlistSubject: Subject<WaitlistSubject> = {
  find: (notification, _now, client) => find(notification, client),

  async load(notification) {
    const about = await find(notification)
    if (!about) return null
    const thread = { name: `waitlist-${about.entry.id}`, host: null, version: null }
    return {
      ...{ about, member: null, endsAt: null, bookings: null },
      thread: { ...thread, inReplyTo: null },
    }
  },

  recipient: ({ entry }, _member, now) => Recipient.client(entry.business, entry, now),
}

async function find(
  { subjectId, data }: Notification,
  client?: QueryClient
): Promise<WaitlistSubject | null> {
  const entry = await WaitlistEntry.query({ client })
    .where('id', subjectId)
    .preload('business')
    .preload('service')
    .preload('host')
    .preload('booking', (booking) => booking.preload('host'))
    .first()
  if (!entry) return null

  const offer =
    typeof data.offerId === 'number'
      ? await WaitlistOffer.query({ client }).where({ entryId: entry.id, id: data.offerId }).first()
      : null
  const offered = offer && (await Host.findOrFail(offer.hostId, { client }))
  const position = entry.isOpen ? await positionOf(entry) : 0
  const host = offered ?? entry.host ?? entry.booking?.host ?? null
  return { entry, offer, position, host, ...timesOf(entry, offer) }
}

/** What is offered, what is waited for, or the booking that has to be brought forward. */
function timesOf(entry: WaitlistEntry, offer: WaitlistOffer | null) {
  const { booking, service } = entry
  const startsAt = offer?.startsAt ?? booking?.startsAt ?? entry.startsAt
  if (!startsAt) throw new Error(`Entry ${entry.id} of a waitlist waits for nothing`)
  const minutes = entry.durationMinutes ?? service.durationMinutes
  return { startsAt, endsAt: offer?.endsAt ?? booking?.endsAt ?? startsAt.plus({ minutes }) }
}

/** Whether it is about a booking that would be brought forward. */
export function isEarlier({ entry }: WaitlistSubject): boolean {
  return entry.bookingId !== null
}

/** What a mail is headed by, in its mailbox and in itself. */
export function waitlistHead(about: WaitlistSubject, to: Recipient, key: string) {
  const { entry, host, startsAt, endsAt } = about
  const { service, clientName, clientTimeZone } = entry
  return {
    subject: to.t(key, { service: service.name, time: to.stamp(startsAt) }),
    heading: host
      ? to.t('heading.with_host', { service: service.name, host: host.name })
      : service.name,
    time: to.time({ startsAt, endsAt, service, clientName, clientTimeZone }),
    why: to.t('why.waiting', { business: entry.business.name }),
  }
}

/** How many places, and the way off the list, which every mail shows. */
export function waitlistFacts({ entry }: WaitlistSubject, to: Recipient): Fact[] {
  const places: Fact[] =
    entry.seats > 1 ? [{ label: to.t('fact.places'), text: String(entry.seats) }] : []
  const link = { label: to.t('waitlist.leave'), href: `${waitlistLink(entry)}#leave` }
  return [...places, { label: to.t('waitlist.list'), text: '', link }]
}
