import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { type BookingTerms, bookingTerms } from '#formats/bookings/booking_terms'
import { mapLink } from '#formats/contacts/contacts'
import { placeOnMap } from '#formats/bookings/places'
import { placeNamed, sharedPlace, termWords } from '../bookings/facts.js'
import { sampleOfWaiting } from './waitlist_sample.js'
import { comma } from '#formats/times/times'
import type { KnownValues } from '#formats/words/variables'
import type { Fact } from '../mail/mail_content.js'
import { Recipient } from '../mail/recipient.js'
import type { Subject } from '../message.js'
import { waitlistLeavingLink } from '../links.js'
import Host from '#models/availability/host'
import type Notification from '#models/notifications/notification'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import WaitlistOffer from '#models/waitlist/waitlist_offer'
import { type WayOfOffer, wayOfOffer } from '#models/waitlist/way_of_offer'
import { positionOf } from '#queries/waitlist/find_waitlist_entry'
import { termsOfWaiting } from '#queries/waitlist/terms_of_waiting'
import { isChosenByHand } from '#queries/waitlist/waiting_entries'
import { type CalledOff, whyCalledOff } from '#queries/waitlist/why_called_off'

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
  wayOfOffer: WayOfOffer
  calledOff: CalledOff | null
  /** Where a session was that has moved, and they with it. */
  movedFrom: { startsAt: DateTime; endsAt: DateTime } | null
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

  known: (about, to) => knownOfWaiting(about, to),
  sampleOf: sampleOfWaiting,
}

function knownOfWaiting(about: WaitlistSubject, to: Recipient): KnownValues {
  const { entry, host, offer, startsAt, endsAt } = about
  const { business, service, clientName: client, clientTimeZone } = entry
  const timed = { startsAt, endsAt, service, clientName: client, clientTimeZone }
  const { date, from, to: end } = to.time(timed)
  const until = offer?.expiresAt
  return {
    ...{ client, service: service.name, host: host?.name ?? '', business: business.name },
    ...{ date, when: to.stamp(startsAt), time: `${from} – ${end}` },
    place: placeNamed({ business, service }, to) ?? '',
    price: termsOf(about, to).amount,
    until: until ? `${to.moment(until)}${comma(to.locale)} ${to.zone(until)}` : '',
  }
}

async function find(
  { subjectId, data }: Notification,
  client?: QueryClient
): Promise<WaitlistSubject | null> {
  const entry = await WaitlistEntry.query({ client })
    .where('id', subjectId)
    .preload('business', (business) => business.preload('settings'))
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
  const times = timesOf(entry, offer)
  return {
    ...{ entry, offer, position, host, ...times },
    wayOfOffer: wayOfOffer(await isChosenByHand(entry, client), entry.service.isShared),
    calledOff: entry.status === 'called_off' ? await whyCalledOff(entry, client) : null,
    movedFrom: movedFrom(data, times),
  }
}

function movedFrom(
  { from }: Notification['data'],
  { startsAt, endsAt }: ReturnType<typeof timesOf>
) {
  if (typeof from !== 'string') return null
  const was = DateTime.fromISO(from)
  return { startsAt: was, endsAt: was.plus(endsAt.diff(startsAt)) }
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

/** Where it is, what it costs and until when it may be changed, in the words of whoever books. */
export function termsFacts(about: WaitlistSubject, to: Recipient): Fact[] {
  const terms = termsOf(about, to)
  return [
    ...placeFacts(about, to),
    { label: to.t('fact.price'), text: terms.total },
    { label: to.i18n.t('terms.changes'), text: terms.changes.join('. ') },
  ]
}

/** How many places, where, what it costs, and the way off the list. */
export function waitlistFacts(about: WaitlistSubject, to: Recipient): Fact[] {
  const { entry } = about
  const places: Fact[] =
    entry.seats > 1 ? [{ label: to.t('fact.places'), text: String(entry.seats) }] : []
  const link = { label: to.t('waitlist.leave'), href: waitlistLeavingLink(entry) }
  const price = { label: to.t('fact.price'), text: termsOf(about, to).total }
  const own = isEarlier(about) ? [] : [...placeFacts(about, to), ...places, price]
  return [...own, { label: to.t('waitlist.list'), text: '', link }]
}

function termsOf({ entry, startsAt, endsAt }: WaitlistSubject, to: Recipient): BookingTerms {
  return bookingTerms(termsOfWaiting(entry, { startsAt, endsAt }, to.now), termWords(to))
}

function placeFacts({ entry: { business, service } }: WaitlistSubject, to: Recipient): Fact[] {
  const text = sharedPlace({ business, service }, to)
  if (!text) return []
  const onMap = placeOnMap(service, business.address)
  const link = onMap && { label: to.t('fact.map'), href: mapLink(onMap) }
  return [{ label: to.t('fact.place'), text, ...(link && { link }) }]
}
