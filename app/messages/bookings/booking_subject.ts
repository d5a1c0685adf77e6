import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { inboxOf } from '../inboxes/inbox_recipient.js'
import { Recipient } from '../mail/recipient.js'
import type { Loaded, Subject } from '../message.js'
import { knownOfBooking } from './booking_known.js'
import { sampleOfBooking } from './booking_sample.js'
import { rewordedKinds, correctedFields, findNews, standingOf } from './booking_news.js'
import { findDates, standing, toldIds } from './dates_told.js'
import { findFormerHost, findLastChange, timesOf } from './last_change.js'
import { moveHosts } from '#claims'
import { loadAgenda, loadMoveDay } from '#queries/bookings/day_agenda'
import { nameHosts } from '#queries/bookings/name_hosts'
import { findComingLinks } from '#queries/calendars/coming_links'
import { isDeclined } from '#queries/notifications/client_preferences'
import { hasNearerReminder } from '#queries/notifications/nearer_reminder'
import Booking from '#models/bookings/booking'
import type BookingEvent from '#models/bookings/booking_event'
import type { CorrectedField } from '#models/bookings/booking_event'
import Host from '#models/availability/host'
import Membership from '#models/accounts/membership'
import MoveRequest from '#models/bookings/move_request'
import Notification from '#models/notifications/notification'
import WrittenMessage from '#models/notifications/written_message'
import { sayAsTold } from '#models/bookings/wording'
import type { BookingStatus } from '#scheduling/slots/bookings'
import type { WordKind } from '#scheduling/news'

/** A booking, and what has become of it, as a message speaks of it. */
export interface BookingSubject {
  /** With its business, service and host. */
  booking: Booking
  /** All dates that were booked together and still stand, where the message is about several. */
  dates?: Booking[]
  /** The last change of status, or of time where it is about that, with the user behind it. */
  change: BookingEvent | null
  /** When it was, by what its recipient was told last, where it has another time since. */
  before?: { startsAt: DateTime; endsAt: DateTime } | null
  /** Which of its words are others than its recipient was told last. */
  changed?: readonly WordKind[]
  /** What of it the business corrected. */
  corrected?: readonly CorrectedField[]
  /** What somebody of the business wrote. */
  written?: { title: string; body: string } | null
  /** Who gave the booking before, where it went to somebody else; the recipient themselves perhaps. */
  formerHost?: { name: string; isRecipient: boolean } | null
  /** The new time that was asked for, where the message is about that. */
  move: MoveRequest | null
  /** What the host has on that day, this booking among it, in order. */
  agenda: { booking: Booking; status: BookingStatus }[]
  /** Of a reminder: whether the next one is due as well. */
  hasNearer?: boolean
  /** Of what its client may choose not to get: that they did. */
  isDeclined?: boolean
}

export const bookingSubject: Subject<BookingSubject> = {
  async find(notification, now, client) {
    const told = await Booking.query({ client })
      .whereIn('id', toldIds(notification))
      .orderBy('starts_at')
      .orderBy('id')
    const [booking] = standing(told, notification)
    // One after the other: a transaction has one connection, and preloads go out at once.
    await booking.load('service')
    await booking.load('link')
    const move = await findMove(booking, notification.data.moveRequestId, client)
    const hasNearer = await hasNearerReminder(notification, booking, now, client)
    const declined = await isDeclined(notification, booking, client)
    return { booking, move, hasNearer, isDeclined: declined, change: null, agenda: [] }
  },

  load,

  recipient({ booking }, member, now) {
    const { business, host } = booking
    if (!member) return Recipient.client(business, booking, now)
    const isHost = member.id !== null && host.userId === member.id
    return Recipient.member(business, member, now, isHost ? host.timeZone : business.timeZone)
  },

  known: knownOfBooking,
  sampleOf: sampleOfBooking,
}

async function load(
  notification: Notification,
  now: DateTime
): Promise<Loaded<BookingSubject> | null> {
  const dates = await findDates(notification)
  const booking = dates.at(0)
  if (!booking) return null
  await nameHosts(dates)
  for (const date of dates) sayAsTold(date)
  await findComingLinks(dates)

  const membership = notification.userId ? await findMember(booking, notification.userId) : null
  if (notification.userId && !membership) return null
  const isInbox = notification.inboxAddressId !== null
  const inbox = isInbox ? await inboxOf(notification, booking.business) : null
  if (isInbox && !inbox) return null
  const { isForClient } = notification
  const isText = notification.channel === 'sms'
  if (isForClient && !(isText ? booking.textsTo : booking.clientEmail)) return null
  const isTheirs = await givesOrManages(booking, membership)
  const standings = dates.map((date) => [date.id, standingOf(date, now, isTheirs)] as const)
  const news = await findNews(notification, booking, standings[0][1])
  const type = news && 'type' in news ? news.type : notification.type
  const change = await findLastChange(booking, type, news === null && notification.isOfMovedRequest)
  const before = news && 'before' in news ? news.before : null
  const former = before ?? (change?.details.kind ? (change.details.from ?? null) : null)
  const move = await findMove(booking, notification.data.moveRequestId)

  const about = {
    booking,
    ...(dates.length > 1 && { dates }),
    change,
    before: timesOf(former, booking),
    formerHost: await findFormerHost(booking, former, membership),
    move,
    changed: news && 'changed' in news ? news.changed : rewordedKinds(notification),
    corrected: correctedFields(notification),
    written: await findWritten(booking, notification.data.writtenId),
    agenda: isForClient ? [] : await loadDay(booking, move, now),
    hasNearer: await hasNearerReminder(notification, booking, now),
    isDeclined: await isDeclined(notification, booking),
  }
  return {
    about,
    member: membership?.user ?? inbox,
    textsTo: booking.textsTo,
    type,
    ...(news && 'reason' in news && { reason: news.reason }),
    thread: {
      name: `booking-${booking.calendarUid}`,
      host: booking.calendarHost,
      version: booking.calendarSequence,
      inReplyTo: await findFirstMessageId(notification),
    },
    endsAt: booking.startsAt,
    bookings: Object.fromEntries(standings),
  }
}

/** Clients, owners and admins always; others while they are among the hosts. */
async function givesOrManages(booking: Booking, member: Membership | null): Promise<boolean> {
  if (!member || member.isInCharge) return true
  const { businessId, hostIds } = booking
  const host = await Host.query()
    .where({ businessId, userId: member.userId })
    .whereIn('id', hostIds)
    .first()
  return host !== null
}

function findMember({ businessId }: Booking, userId: number) {
  return Membership.query().where({ businessId, userId }).preload('user').first()
}

async function findMove(
  booking: Booking,
  id: unknown,
  client?: QueryClient
): Promise<MoveRequest | null> {
  if (typeof id !== 'number') return null
  return MoveRequest.query({ client })
    .select('move_requests.*', moveHosts())
    .where({ bookingId: booking.id, id })
    .preload('decider')
    .first()
}

async function findWritten({ businessId }: Booking, id: unknown) {
  if (typeof id !== 'number') return null
  return WrittenMessage.query().where({ businessId, id }).first()
}

/** Where a move waits, the day to which it would go. */
async function loadDay(booking: Booking, move: MoveRequest | null, now: DateTime) {
  const { businessId, hostIds, host, startsAt } = booking
  if (move?.canBeDecided(now)) {
    const { entries } = await loadMoveDay(move, booking, now.setZone(host.timeZone))
    return entries
  }
  const day = startsAt.setZone(host.timeZone)
  const agenda = await loadAgenda({ businessId, hostIds, day, now })
  return agenda.entries
}

async function findFirstMessageId(notification: Notification) {
  const { id, bookingId, userId, inboxAddressId } = notification
  const first = await Notification.query()
    .where({ bookingId, channel: 'mail', status: 'sent' })
    .where('id', '<', id)
    .whereNotNull('message_id')
    .if(
      userId,
      (query) => query.where('user_id', userId ?? 0),
      (query) => query.whereNull('user_id')
    )
    .if(
      inboxAddressId,
      (query) => query.where('inbox_address_id', inboxAddressId ?? 0),
      (query) => query.whereNull('inbox_address_id')
    )
    .orderBy('id')
    .first()
  return first?.messageId ?? null
}
