import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { Recipient } from '../mail/recipient.js'
import type { Loaded, Subject } from '../message.js'
import { moveHosts } from '#claims'
import { loadAgendas, loadMoveDay } from '#queries/bookings/day_agenda'
import { nameHosts } from '#queries/bookings/name_hosts'
import { wordsOf } from '#queries/bookings/words_of'
import { hasNearerReminder } from '#queries/notifications/nearer_reminder'
import { findTold } from '#queries/bookings/told'
import Booking from '#models/bookings/booking'
import BookingEvent, {
  CORRECTED_FIELDS,
  type CorrectedField,
  type MoveKind,
} from '#models/bookings/booking_event'
import Host from '#models/availability/host'
import Membership from '#models/accounts/membership'
import MoveRequest from '#models/bookings/move_request'
import Notification from '#models/notifications/notification'
import WrittenMessage from '#models/notifications/written_message'
import { sayAsTold } from '#models/bookings/wording'
import type { BookingStatus } from '#scheduling/slots/bookings'
import {
  NEWS,
  type News,
  newsOf,
  type NewsType,
  type Standing,
  WORD_KINDS,
  type WordKind,
} from '#scheduling/news'

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
}

/** For messages that are about no change of status; the best match first. */
const CHANGES_BY: Record<string, MoveKind[]> = {
  booking_rescheduled: ['moved', 'reassigned'],
  request_lost: ['moved', 'reassigned'],
  booking_reassigned: ['reassigned', 'moved'],
  booking_changed: ['reworded', 'corrected'],
}

const IS_NEWS = new Set<string>(NEWS)

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
    return { booking, move, hasNearer, change: null, agenda: [] }
  },

  load,

  recipient({ booking }, member, now) {
    const { business, host } = booking
    if (!member) return Recipient.client(business, booking, now)
    const isHost = host.userId === member.id
    return Recipient.member(business, member, now, isHost ? host.timeZone : business.timeZone)
  },
}

async function load(
  notification: Notification,
  now: DateTime
): Promise<Loaded<BookingSubject> | null> {
  const dates = await findDates(notification)
  const booking = dates.at(0)
  if (!booking) return null
  await nameHosts(dates, booking.service)
  for (const date of dates) sayAsTold(date)

  const membership = notification.userId ? await findMember(booking, notification.userId) : null
  if (notification.userId && !membership) return null
  if (!membership && !booking.clientEmail) return null
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
    changed: news && 'changed' in news ? news.changed : changedWords(notification),
    corrected: correctedFields(notification),
    written: await findWritten(booking, notification.data.writtenId),
    agenda: notification.userId ? await loadDay(booking, move, now) : [],
    hasNearer: await hasNearerReminder(notification, booking, now),
  }
  return {
    about,
    member: membership?.user ?? null,
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

/** Null for messages that never depend on earlier ones, and for one that is sent again by hand. */
async function findNews(
  notification: Notification,
  booking: Booking,
  now: Standing
): Promise<News | null> {
  const { type, userId, resends } = notification
  if (!isNews(type) || resends > 0) return null
  // The clock has ended it, and whoever records that owes a message of its own.
  if (now.status !== booking.status) return null
  const told = await findTold(notification, booking)
  const changed = changedWords(notification)
  return newsOf({ type, now, told, isClient: userId === null, changed })
}

function changedWords({ data }: Notification): WordKind[] {
  return WORD_KINDS.filter((kind) => Array.isArray(data.changed) && data.changed.includes(kind))
}

function correctedFields({ data }: Notification): CorrectedField[] {
  const { corrected } = data
  return CORRECTED_FIELDS.filter((field) => Array.isArray(corrected) && corrected.includes(field))
}

function isNews(type: string): type is NewsType {
  return IS_NEWS.has(type)
}

function standingOf(booking: Booking, now: DateTime, isTheirs: boolean): Standing {
  const { startsAt, endsAt, hostId, calendarSequence: version } = booking
  return {
    status: booking.statusAt(now),
    startsAt: startsAt.toUTC().toISO() ?? '',
    endsAt: endsAt.toUTC().toISO() ?? '',
    ...{ hostId, version, isTheirs, words: wordsOf(booking) },
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

type FormerTime = Pick<Standing, 'startsAt' | 'endsAt' | 'hostId'>

function timesOf(former: FormerTime | null, { startsAt, endsAt }: Booking) {
  if (!former) return null
  const before = {
    startsAt: DateTime.fromISO(former.startsAt),
    endsAt: DateTime.fromISO(former.endsAt),
  }
  const isSame = +before.startsAt === +startsAt && +before.endsAt === +endsAt
  return isSame ? null : before
}

/** Of several booked together, those that have the status which the message names. */
async function findDates({ bookingId, businessId, data }: Notification): Promise<Booking[]> {
  const bookings = await Booking.query()
    .where({ businessId })
    .whereIn('id', toldIds({ bookingId, data }))
    .preload('business', (business) => business.preload('settings'))
    .preload('service')
    .preload('host')
    .preload('link')
    .orderBy('starts_at')
    .orderBy('id')
  return standing(bookings, { bookingId, data })
}

type Told = Pick<Notification, 'bookingId' | 'data'>

function toldIds({ bookingId, data }: Told): number[] {
  const others = Array.isArray(data.dates) ? data.dates.map(Number) : []
  return [Number(bookingId), ...others]
}

function standing(bookings: Booking[], { bookingId, data }: Told): Booking[] {
  const asTold = bookings.filter(({ status }) => status === data.status)
  return asTold.length > 0 ? asTold : bookings.filter(({ id }) => id === bookingId)
}

function findMember({ businessId }: Booking, userId: number) {
  return Membership.query().where({ businessId, userId }).preload('user').first()
}

async function findLastChange(
  booking: Booking,
  type: string,
  isMoved: boolean
): Promise<BookingEvent | null> {
  const kinds = isMoved ? (['moved'] as const) : CHANGES_BY[type]
  for (const kind of kinds ?? []) {
    const change = await lastEvent(booking).whereRaw(`details->>'kind' = ?`, [kind]).first()
    if (change) return change
  }
  if (kinds) return null
  return lastEvent(booking)
    .where({ toStatus: booking.status })
    .whereRaw(`details->>'kind' is null`)
    .first()
}

function lastEvent({ id: bookingId }: Booking) {
  return BookingEvent.query().where({ bookingId }).preload('user').orderBy('id', 'desc')
}

/** Null for owners and admins, who still see the booking. */
async function findFormerHost(
  booking: Booking,
  from: FormerTime | null,
  member: Membership | null
): Promise<BookingSubject['formerHost']> {
  if (!from || from.hostId === booking.hostId) return null
  const { businessId } = booking
  const host = await Host.query().where({ businessId, id: from.hostId }).firstOrFail()
  const isRecipient = member?.role === 'staff' && member.userId === host.userId
  return { name: host.name, isRecipient }
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
  const [agenda] = await loadAgendas({ businessId, hostIds, day, now })
  return agenda.entries
}

async function findFirstMessageId({ id, bookingId, userId }: Notification) {
  const first = await Notification.query()
    .where({ bookingId, channel: 'mail', status: 'sent' })
    .where('id', '<', id)
    .whereNotNull('message_id')
    .if(
      userId,
      (query) => query.where('user_id', userId ?? 0),
      (query) => query.whereNull('user_id')
    )
    .orderBy('id')
    .first()
  return first?.messageId ?? null
}
