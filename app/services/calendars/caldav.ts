import ical, { ICalEventStatus } from 'ical-generator'
import type { DAVResponse } from 'tsdav'
import { DateTime } from 'luxon'
import {
  type CalendarAccess,
  type CalendarChanges,
  type CalendarProvider,
  CalendarTrouble,
  type ChangesWanted,
  type EventToWrite,
  type OutsideCalendar,
  type WrittenEvent,
} from '#services/calendars/calendar_provider'
import { calendarText } from '#services/ics'
import { calendarAddress } from './calendar_address.js'
import { DavRequests, hrefOf, textOf, throwRefusal } from './dav_requests.js'
import { spreadFeed } from './spread_feed.js'
import { ianaName } from './wall_time.js'

/** A server that tells of changes in parts must come to an end. */
const MOST_PARTS = 100
/** Before the mark of a calendar, in place of a token. */
const MARK = 'ctag:'
const WRITING = ['all', 'write', 'writeContent', 'bind']

/** iCloud, Fastmail, Nextcloud, Radicale and others (RFC 4791). Calendars and events are called by their addresses. */
export const caldavProvider: CalendarProvider = {
  canWrite: true,
  meetings: [],

  async listCalendars(access) {
    const dav = new DavRequests(access)
    const home = await homeOf(dav, access)
    const found = await dav.properties(
      home,
      [
        ...['d:displayname', 'd:resourcetype', 'd:current-user-privilege-set'],
        ...['c:supported-calendar-component-set', 'c:calendar-timezone', 'ca:calendar-color'],
      ],
      '1'
    )
    return found
      .filter(keepsEvents)
      .flatMap((each) => calendarFrom(each, home) ?? [])
      .map((each, nth) => ({ ...each, isPrimary: nth === 0 }))
  },

  async changes(access, wanted) {
    const dav = new DavRequests(access)
    const { token } = wanted
    if (token === null) return wholeOf(dav, wanted)
    const isMark = token.startsWith(MARK)
    return isMark ? wholeWhereMarked(dav, wanted, token) : changedOf(dav, wanted, token)
  },

  async put(access, calendarId, event): Promise<WrittenEvent> {
    const dav = new DavRequests(access)
    const url = addressOf(event.id, calendarId)
    const text = fileOf(event)
    let answer = await dav.file('PUT', url, conditionOf(event), text)
    if (answer.status === 412) {
      const etag = await etagOf(dav, url)
      if (event.etag !== null) throw new CalendarTrouble('conflict', { status: 412 })
      // It was made before, and nobody heard of it.
      answer = await dav.file('PUT', url, { 'if-match': etag }, text)
    }
    if (answer.status === 412) throw new CalendarTrouble('conflict', { status: 412 })
    if (answer.status >= 300) throwRefusal(answer.status)
    const etag = answer.etag ?? (await etagOf(dav, url))
    return { eventId: url, etag, link: null, joinLink: null }
  },

  async remove(access, calendarId, eventId) {
    const url = addressOf(eventId, calendarId)
    if (!url.startsWith(calendarId)) throw new CalendarTrouble('not_allowed')
    const { status } = await new DavRequests(access).file('DELETE', url, {})
    if (status >= 300 && status !== 404 && status !== 410) throwRefusal(status)
  },
}

/** From what somebody typed to where their calendars are (RFC 6764, 5; RFC 4791, 6.2.1). */
async function homeOf(dav: DavRequests, { secrets }: CalendarAccess): Promise<string> {
  const typed = secrets.kind === 'caldav' ? secrets.serverUrl.trim() : ''
  const server = calendarAddress(typed.includes('://') ? typed : `https://${typed}`)
  if (!server) throw new CalendarTrouble('not_allowed')
  const places = [server.href, new URL('/.well-known/caldav', server).href]
  const principal = await firstOf(places, (place) => principalAt(dav, place))
  if (!principal) throw new CalendarTrouble('not_found')
  const [known] = await dav.properties(principal, ['c:calendar-home-set'])
  const home = hrefOf(known.props?.calendarHomeSet?.href, principal)
  if (!home) throw new CalendarTrouble('not_found')
  return home
}

/** Null where the place is none for CalDAV. */
async function principalAt(dav: DavRequests, place: string): Promise<string | null> {
  try {
    const [known] = await dav.properties(place, ['d:current-user-principal'])
    const base = known.href && URL.canParse(known.href, place) ? new URL(known.href, place) : place
    return hrefOf(known.props?.currentUserPrincipal?.href, String(base))
  } catch (error) {
    if (error instanceof CalendarTrouble && ['not_found', 'refused'].includes(error.kind)) {
      return null
    }
    throw error
  }
}

async function firstOf<Found>(
  places: string[],
  find: (place: string) => Promise<Found | null>
): Promise<Found | null> {
  for (const place of places) {
    const found = await find(place)
    if (found !== null) return found
  }
  return null
}

/** Not lists of tasks, nor what invitations come into. */
function keepsEvents({ props }: DAVResponse): boolean {
  if (!namesIn(props?.resourcetype).includes('calendar')) return false
  const kinds = [props?.supportedCalendarComponentSet?.comp ?? []].flat() as unknown[]
  const names = kinds.map((kind) => (kind as { _attributes?: { name?: string } })._attributes?.name)
  return names.length === 0 || names.includes('VEVENT')
}

function calendarFrom({ href, props }: DAVResponse, home: string): OutsideCalendar | null {
  const id = hrefOf(href, home)
  if (!id) return null
  const color = /^#[0-9a-f]{6}/i.exec(textOf(props?.calendarColor) ?? '')?.[0] ?? null
  const zone = /^TZID[^:]*:(.+)$/m.exec(textOf(props?.calendarTimezone) ?? '')?.[1]
  const last = new URL(id).pathname.split('/').findLast((part) => part !== '') ?? id
  return {
    id: id.endsWith('/') ? id : `${id}/`,
    name: (textOf(props?.displayname) ?? decodeURIComponent(last)).slice(0, 255),
    color,
    isPrimary: false,
    canWrite: mayWrite(props?.currentUserPrivilegeSet),
    timeZone: zone ? ianaName(zone) : null,
  }
}

/** A server that does not say is believed to allow it, until it refuses. */
function mayWrite(privileges: unknown): boolean {
  const listed = [(privileges as { privilege?: unknown } | undefined)?.privilege ?? []].flat()
  return listed.length === 0 || listed.some((each) => namesIn(each).some(isWriting))
}

function isWriting(name: string): boolean {
  return WRITING.includes(name)
}

function namesIn(element: unknown): string[] {
  return element !== null && typeof element === 'object' ? Object.keys(element) : []
}

/** The token is older than what is read, so that no change between them is lost. */
async function wholeOf(dav: DavRequests, wanted: ChangesWanted): Promise<CalendarChanges> {
  const { calendarId, window } = wanted
  const token = await tokenOf(dav, calendarId)
  const files = await dav.filesWithin(calendarId, window)
  const events = await eventsIn(dav, files, wanted)
  return { isWhole: true, events, goneIds: [], token, isConditional: token !== null }
}

/** Servers that know no changes (RFC 6578) mostly have a mark of the calendar, which changes with it. */
async function tokenOf(dav: DavRequests, calendarId: string): Promise<string | null> {
  const [known] = await dav.properties(calendarId, ['d:sync-token', 'cs:getctag'])
  const mark = textOf(known.props?.getctag)
  return textOf(known.props?.syncToken) ?? (mark === null ? null : `${MARK}${mark}`)
}

async function wholeWhereMarked(
  dav: DavRequests,
  wanted: ChangesWanted,
  known: string
): Promise<CalendarChanges> {
  if ((await tokenOf(dav, wanted.calendarId)) !== known) return wholeOf(dav, wanted)
  return { isWhole: false, events: [], goneIds: [], token: known, isConditional: true }
}

/** Of a series that changed nobody knows which times it had: it is given as gone, and its times anew. */
async function changedOf(
  dav: DavRequests,
  wanted: ChangesWanted,
  since: string
): Promise<CalendarChanges> {
  const { calendarId } = wanted
  const changed = new Set<string>()
  const gone = new Set<string>()
  let token = since
  for (let part = 0, isRest = true; isRest; part++) {
    if (part >= MOST_PARTS) throw new CalendarTrouble('too_large')
    const answers = await dav.changedSince(calendarId, token).catch(expiredWhereItFell)
    const isWhole = namesIn(answers.at(0)?.raw).includes('multistatus')
    if (!isWhole) throwExpired(answers.at(0)?.status ?? 0)
    for (const { href, status } of answers) {
      const file = hrefOf(href, calendarId)
      if (!file || file === calendarId) continue
      if (status === 404 || status === 410) gone.add(file)
      else changed.add(file)
    }
    token = textOf(answers.at(0)?.raw?.multistatus?.syncToken) ?? token
    isRest = answers.some(({ status }) => status === 507)
  }
  const events = await eventsIn(dav, [...changed], wanted)
  const ids = new Set(events.map(({ id }) => id))
  const goneIds = [...gone.union(changed).difference(ids)]
  return { isWhole: false, events, goneIds, token, isConditional: true }
}

/** Some servers fall over a token that they do not know; that others would too, reading all of it shows. */
function expiredWhereItFell(error: unknown): never {
  const isFall = error instanceof CalendarTrouble && error.facts.status === 500
  throw isFall ? new CalendarTrouble('token_expired', error.facts) : error
}

/** Servers answer 403, 409, 412 or 400 where they no longer know it (RFC 6578, 3.2). */
function throwExpired(status: number): never {
  if (status === 404 || status === 410) throw new CalendarTrouble('not_found', { status })
  throw new CalendarTrouble('token_expired', { status })
}

async function eventsIn(
  dav: DavRequests,
  names: readonly string[],
  { calendarId, window, timeZone }: ChangesWanted
): Promise<CalendarChanges['events']> {
  const files = await dav.read(calendarId, names)
  if (files.length === 0) return []
  const isDeclined = files.some(({ text }) => /PARTSTAT="?DECLINED/i.test(text))
  const ownAddresses = isDeclined ? await addressesOf(dav, calendarId) : []
  return spreadFeed(files, { window, timeZone, ownAddresses })
}

/** Of whom the password belongs to (RFC 6638, 2.4.1). */
async function addressesOf(dav: DavRequests, calendarId: string): Promise<string[]> {
  const principal = await principalAt(dav, calendarId)
  if (!principal) return []
  const [known] = await dav.properties(principal, ['c:calendar-user-address-set'])
  const listed = [known.props?.calendarUserAddressSet?.href ?? []].flat() as unknown[]
  return listed.flatMap((each) => {
    const address = /^mailto:(.+)$/i.exec(textOf(each) ?? '')?.[1]
    return address ? [address.toLowerCase()] : []
  })
}

/** Of one that was written, or of one that is about to be and has only our id. */
function addressOf(eventId: string, calendarId: string): string {
  return URL.canParse(eventId) ? eventId : new URL(`${eventId}.ics`, calendarId).href
}

function conditionOf({ etag }: EventToWrite): Record<string, string> {
  return etag === null ? { 'if-none-match': '*' } : { 'if-match': etag }
}

async function etagOf(dav: DavRequests, url: string): Promise<string> {
  const [known] = await dav.properties(url, ['d:getetag'])
  const etag = textOf(known.props?.getetag)
  if (!etag) throw new CalendarTrouble('unreadable')
  return etag
}

/** Nobody is invited by it: a server that saw guests would write to them itself (RFC 6638). */
function fileOf(event: EventToWrite): string {
  const calendar = ical({ prodId: { company: 'Bellhop', product: 'Bookings', language: 'EN' } })
  calendar.createEvent({
    id: event.uid,
    sequence: event.sequence,
    status: event.isTentative ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
    start: DateTime.fromMillis(event.span.start).toUTC(),
    end: DateTime.fromMillis(event.span.end).toUTC(),
    summary: calendarText(event.title),
    description: calendarText(event.description),
    location: event.location ? calendarText(event.location) : null,
  })
  return `${calendar.toString()}\r\n`
}
