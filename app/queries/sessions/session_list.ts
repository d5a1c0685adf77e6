import type { HasManyQueryBuilderContract } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import { addressKey } from '#formats/contacts/mail_address'
import { sessionGivenBy } from '#claims'
import Call from '#models/calls/call'
import Booking from '#models/bookings/booking'
import type GroupSession from '#models/sessions/group_session'
import SessionSeries from '#models/sessions/session_series'
import type UnplannedDate from '#models/sessions/unplanned_date'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import { nearestPage } from '#queries/nearest_page'
import { placesInSession, sessionsWithPlaces } from '#queries/sessions/session_places'
import { QUEUE_ORDER } from '#queries/waitlist/waiting_entries'
import type { Instant } from '#scheduling/types'
import type { BookingStatus } from '#scheduling/slots/bookings'

interface SessionsQuery {
  businessId: number
  now: DateTime
  isOver: boolean
  page: number
}

const PAGE_SIZE = 50

function scheduled(businessId: number, now: DateTime) {
  return sessionsWithPlaces(businessId, now).where('status', 'scheduled')
}

export interface SessionFilters {
  status?: GroupSession['status']
  serviceId?: number
  hostId?: number
  from?: DateTime
  until?: DateTime
}

/** Those of a list, in no order yet, with what each needs to be answered. */
export function filteredSessions(
  businessId: number,
  { status, serviceId, hostId, from, until }: SessionFilters,
  now: DateTime
) {
  const sessions = sessionsWithPlaces(businessId, now)
  if (status) sessions.where('status', status)
  if (serviceId !== undefined) sessions.where('service_id', serviceId)
  if (hostId !== undefined) sessions.whereRaw(sessionGivenBy(hostId))
  if (from) sessions.where('starts_at', '>=', from.toJSDate())
  if (until) sessions.where('starts_at', '<', until.toJSDate())
  return sessions
}

export async function loadSessionList({ businessId, now, isOver, page }: SessionsQuery) {
  const sessions = scheduled(businessId, now)
    .where('ends_at', isOver ? '<=' : '>', now.toJSDate())
    .orderBy('starts_at', isOver ? 'desc' : 'asc')
    .orderBy('id')
  const list = await nearestPage(sessions, page, PAGE_SIZE)
  return { list, sessions: list.map((session) => ({ session, ...placesInSession(session) })) }
}

interface Between {
  businessId: number
  start: Instant
  end: Instant
  now: DateTime
}

export async function loadSessionsBetween({ businessId, start, end, now }: Between) {
  const sessions = await scheduled(businessId, now)
    .where('starts_at', '>=', new Date(start))
    .where('starts_at', '<', new Date(end))
    .orderBy('starts_at')
    .orderBy('id')
  return sessions.map((session) => ({ session, ...placesInSession(session) }))
}

const MOST_TO_GIVE = 5
/** Most of those for which somebody waits are full, or offered by themselves. */
const MOST_WAITED_FOR = 100

/** Those with a free place for which somebody waits, where the owner chooses who gets it. */
export async function placesToGive(businessId: number, now: DateTime) {
  const sessions = await scheduled(businessId, now)
    .where('starts_at', '>', now.toJSDate())
    .whereExists(
      WaitlistEntry.query()
        .whereColumn('waitlist_entries.service_id', 'group_sessions.service_id')
        .whereColumn('waitlist_entries.starts_at', 'group_sessions.starts_at')
        .where('waitlist_entries.status', 'waiting')
    )
    .orderBy('starts_at')
    .limit(MOST_WAITED_FOR)
  return sessions
    .map((session) => ({ session, ...placesInSession(session) }))
    .filter(({ kept }) => kept > 0)
    .slice(0, MOST_TO_GIVE)
}

export function loadSeries(businessId: number, now: DateTime): Promise<SessionSeries[]> {
  return seriesOf(businessId, now).where({ isActive: true }).orderBy('id').exec()
}

export function seriesOf(businessId: number, now: DateTime) {
  return SessionSeries.query()
    .where({ businessId })
    .preload('service', (service) =>
      service.preload('hosts', (hosts) => hosts.orderBy('position').orderBy('hosts.id'))
    )
    .preload('host')
    .preload('unplannedDates', (dates) => unplannedFrom(dates, now))
}

export function loadUnplanned(series: SessionSeries, now: DateTime): Promise<void> {
  return series.load('unplannedDates', (dates) => unplannedFrom(dates, now))
}

function unplannedFrom(
  dates: HasManyQueryBuilderContract<typeof UnplannedDate, any>,
  now: DateTime
) {
  void dates.where('date', '>=', now.minus({ days: 1 }).toISODate() ?? '').orderBy('date')
}

export async function findSessionRecord(businessId: number, id: number, now: DateTime) {
  const session = await sessionsWithPlaces(businessId, now)
    .where({ id })
    .preload('bookings', (bookings) => bookings.orderBy('client_name').orderBy('id'))
    .firstOrFail()
  const roster = session.bookings.filter((booking) => isInside(booking, now))
  // Staff may mark attendance in their own sessions, and the policy asks for the host.
  for (const booking of roster) {
    booking.$setRelated('host', session.host)
    booking.$setRelated('service', session.service)
    booking.$extras.hosts_together = session.$extras.hosts_together
  }
  return {
    ...{ session, roster, ...placesInSession(session) },
    attended: { came: seatsOf(roster, 'completed'), missed: seatsOf(roster, 'no_show') },
    ...(await waitingFor(session)),
  }
}

function isInside(booking: Booking, now: DateTime): boolean {
  return !['cancelled', 'rejected', 'expired'].includes(booking.statusAt(now))
}

/** Whom a change of a session concerns: who is booked, and who waits for a place. */
export interface Concerned {
  roster: Booking[]
  waiting: WaitlistEntry[]
}

/** To whom it is told, once for each booking. */
export function recipientsOf({ roster, waiting }: Concerned): (string | null)[] {
  return [...roster, ...waiting].map(({ clientEmail }) => clientEmail)
}

/** No mail reaches them. */
interface ToCall {
  clientName: string
  clientPhone: string | null
}

function whomToCall({ roster, waiting }: Concerned): ToCall[] {
  return [
    ...roster.filter(({ reached, isReachable }) => reached === 'none' && isReachable),
    ...waiting.filter(({ clientEmail }) => clientEmail === null),
  ]
}

/**
 * How many are told by mail, of who is booked and of who waits, and how many are to be called: each
 * once, however often they are booked.
 */
export function toldCounts(concerned: Concerned) {
  const { roster, waiting } = concerned
  const [count, waitingCount] = [toldOf(roster), waiting].map(
    (each) =>
      new Set(each.flatMap(({ clientEmail }) => (clientEmail ? addressKey(clientEmail) : []))).size
  )
  const toCall = whomToCall(concerned)
  const calls = new Set(toCall.map((each) => `${each.clientName} ${each.clientPhone}`)).size
  return { booked: roster.length, count, waiting: waitingCount, calls }
}

/** For each of several sessions, in the queries of one. */
export async function toldOfEach(
  sessions: readonly GroupSession[],
  now: DateTime
): Promise<Map<number, ReturnType<typeof toldCounts>>> {
  const ids = sessions.map(({ id }) => id)
  const bookings = await Booking.query().whereIn('session_id', ids)
  const inside = Map.groupBy(
    bookings.filter((booking) => isInside(booking, now)),
    ({ sessionId }) => sessionId
  )
  const entries = await WaitlistEntry.query()
    .whereIn('service_id', [...new Set(sessions.map(({ serviceId }) => serviceId))])
    .whereIn(
      'starts_at',
      sessions.map(({ startsAt }) => startsAt.toJSDate())
    )
    .whereIn('status', ['waiting', 'offered'])
  const waiting = Map.groupBy(entries, placeInTime)
  return new Map(
    sessions.map((session) => [
      session.id,
      toldCounts({
        roster: inside.get(session.id) ?? [],
        waiting: waiting.get(placeInTime(session)) ?? [],
      }),
    ])
  )
}

const placeInTime = ({ serviceId, startsAt }: Pick<WaitlistEntry, 'serviceId' | 'startsAt'>) =>
  `${serviceId} ${startsAt?.toMillis()}`

function toldOf(roster: Booking[]): Booking[] {
  return roster.filter(({ tellsClient }) => tellsClient)
}

function seatsOf(roster: Booking[], status: BookingStatus): number {
  return roster
    .filter((booking) => booking.status === status)
    .reduce((places, { seats }) => places + seats, 0)
}

/**
 * In the order of their places in the queue; who let an offer pass, and is not on it again; and who
 * waited until it was called off.
 */
async function waitingFor({ serviceId, startsAt }: GroupSession) {
  const entries = await WaitlistEntry.query()
    .where({ serviceId })
    .where('starts_at', startsAt.toJSDate())
    .whereIn('status', ['waiting', 'offered', 'passed', 'called_off'])
    .preload('offers', (offers) => {
      void offers.where('status', 'open').preload('offerer').orderBy('id', 'desc')
    })
    .orderByRaw(QUEUE_ORDER)
  const waiting = entries.filter(({ isOpen }) => isOpen)
  const calledOff = entries.filter((entry) => entry.status === 'called_off')
  const here = new Set(waiting.map(addressOf))
  const last = new Map(entries.map((entry) => [addressOf(entry), entry]))
  const passed = [...last.values()].filter(
    (entry) => entry.status === 'passed' && !here.has(addressOf(entry))
  )
  return { waiting, passed, calledOff: await withCalls(calledOff) }
}

/** Who waited until it was called off, and whether somebody called them since. */
async function withCalls(calledOff: WaitlistEntry[]) {
  if (calledOff.length === 0) return []
  const ids = calledOff.map(({ id }) => id)
  const calls = await Call.query().whereIn('waitlist_entry_id', ids).whereNotNull('called_at')
  const called = new Set(calls.map(({ waitlistEntryId }) => waitlistEntryId))
  return calledOff.map((entry) => ({ entry, isCalled: called.has(entry.id) }))
}

function addressOf({ linkSubject }: WaitlistEntry): string {
  return linkSubject.recipient
}
