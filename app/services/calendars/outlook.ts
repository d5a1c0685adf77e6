import { CALLS_MADE } from '#formats/bookings/calls_made'
import addresses from '#config/calendar_addresses'
import calendars from '#config/calendars'
import {
  type CalendarAccess,
  type CalendarChanges,
  type CalendarProvider,
  CalendarTrouble,
  type ChangesWanted,
  type EventToWrite,
  type OutsideCalendar,
  type OutsideEvent,
  type WrittenEvent,
} from '#services/calendars/calendar_provider'
import { askJson, type JsonAnswer } from './ask_json.js'
import { accessTokenOf, renewedToken } from './oauth.js'
import { ianaName, instantOfWall, wallOf, zoneNamed } from './wall_time.js'

const MOST_PAGES = 500
const OWN_PROPERTY = 'String {6f1c1d0e-5c1b-4f0a-9a53-2d8f6c1b7a42} Name bellhopId'
const OWN_ID = /^[a-v0-9]{1,100}$/
/** Microsoft 365 keeps each event's times in its own zone; asked so, it tells them in UTC. */
const IN_UTC = { prefer: 'outlook.timezone="UTC", odata.maxpagesize=200' }
const ANSWERS = {
  accepted: 'accepted',
  organizer: 'accepted',
  declined: 'declined',
  tentativelyAccepted: 'tentative',
} as const

interface GraphCalendar {
  id: string
  name?: string
  hexColor?: string
  isDefaultCalendar?: boolean
  canEdit?: boolean
}

interface GraphTime {
  dateTime: string
  timeZone: string
}

interface GraphEvent {
  'id': string
  '@removed'?: unknown
  '@odata.etag'?: string
  'start'?: GraphTime
  'end'?: GraphTime
  'originalStartTimeZone'?: string
  'isAllDay'?: boolean
  'isCancelled'?: boolean
  'showAs'?: string
  'responseStatus'?: { response?: string }
  'seriesMasterId'?: string | null
  'iCalUId'?: string
  'transactionId'?: string | null
  'webLink'?: string
  'onlineMeeting'?: { joinUrl?: string } | null
  'attendees'?: { emailAddress?: { address?: string }; status?: { response?: string } }[]
}

interface GraphSubscription {
  id: string
  expirationDateTime: string
}

type GraphAnswer = JsonAnswer<GraphEvent>

interface GraphPage<Item> {
  'value'?: Item[]
  '@odata.nextLink'?: string
  '@odata.deltaLink'?: string
}

/** Outlook and Microsoft 365, by Microsoft Graph. Its client would add nothing to these few requests. */
export const outlookProvider: CalendarProvider = {
  canWrite: true,
  meetings: CALLS_MADE.outlook,

  async listCalendars(access) {
    const { items } = await pages<GraphCalendar>(access, pathTo('me/calendars?$top=100'))
    return items.map(calendarFrom)
  },

  async changes(access, wanted) {
    const { items, deltaLink } = await pages<GraphEvent>(access, deltaAddress(wanted)).catch(
      (error: unknown) => {
        // A delta link that it no longer knows (410, syncStateNotFound or resyncRequired).
        const isOld = error instanceof CalendarTrouble && error.facts.status === 410
        throw isOld ? new CalendarTrouble('token_expired', { status: 410 }) : error
      }
    )
    const found = { events: [], goneIds: [], token: deltaLink, isConditional: true }
    const changes = { isWhole: !wanted.token, ...found }
    for (const item of items) sortIn(item, wanted, changes)
    return changes
  },

  async put(access, calendarId, event) {
    const made = await madeBefore(access, calendarId, event.id)
    if (!made && event.etag !== null) throw new CalendarTrouble('not_found')
    const { body } = made
      ? await update(access, made, event)
      : await insert(access, calendarId, event)
    return writtenFrom(body)
  },

  async remove(access, calendarId, eventId) {
    const id = OWN_ID.test(eventId) ? await madeBefore(access, calendarId, eventId) : eventId
    if (id === null) return
    await ask(access, 'DELETE', eventAddress(id)).catch((error: unknown) => {
      if (!(error instanceof CalendarTrouble && error.kind === 'not_found')) throw error
    })
  },

  async watch(access, calendarId, { id, token, address, until: wanted }) {
    const expirationDateTime = new Date(wanted).toISOString()
    const { body } = await ask<GraphSubscription>(access, 'POST', pathTo('subscriptions'), {
      changeType: 'created,updated,deleted',
      notificationUrl: address,
      lifecycleNotificationUrl: address,
      resource: `me/calendars/${calendarId}/events`,
      expirationDateTime,
      clientState: token,
    })
    const until = Date.parse(body.expirationDateTime ?? expirationDateTime)
    // What Microsoft calls it; ours is not in what it sends.
    return { id, resourceId: body.id ?? null, until }
  },

  async unwatch(access, { resourceId }) {
    if (resourceId === null) return
    const url = pathTo(`subscriptions/${encodeURIComponent(resourceId)}`)
    await ask(access, 'DELETE', url).catch((error: unknown) => {
      if (!(error instanceof CalendarTrouble && error.kind === 'not_found')) throw error
    })
  },
}

/** A delta link is the token; one that leads elsewhere is not followed. */
function deltaAddress({ calendarId, token, window }: ChangesWanted): string {
  if (token !== null) return token
  const { start, end } = window
  const asked = new URLSearchParams({
    startDateTime: new Date(start).toISOString(),
    endDateTime: new Date(end).toISOString(),
  })
  return pathTo(`me/calendars/${encodeURIComponent(calendarId)}/calendarView/delta?${asked}`)
}

/** Microsoft gives out ids of its own; ours stands in a property that can be asked for. */
async function madeBefore(
  access: CalendarAccess,
  calendarId: string,
  ownId: string
): Promise<string | null> {
  const own = `ep/id eq '${OWN_PROPERTY}' and ep/value eq '${ownId}'`
  const asked = new URLSearchParams({
    $filter: `singleValueExtendedProperties/Any(ep: ${own})`,
    $select: 'id',
  })
  const { items } = await pages<GraphEvent>(access, `${eventsAddress(calendarId)}?${asked}`)
  return items.at(0)?.id ?? null
}

/** The id of the transaction makes it one event, however often it is sent, and tells that it is ours. */
async function insert(
  access: CalendarAccess,
  calendarId: string,
  event: EventToWrite
): Promise<GraphAnswer> {
  const properties = [{ id: OWN_PROPERTY, value: event.id }]
  const body = { ...bodyOf(event), singleValueExtendedProperties: properties }
  const url = eventsAddress(calendarId)
  try {
    return await ask<GraphEvent>(access, 'POST', url, { ...body, transactionId: event.uid })
  } catch (error) {
    if (!(error instanceof CalendarTrouble && error.facts.status === 409)) throw error
    // It was sent before: made since, or made and deleted.
    const made = await madeBefore(access, calendarId, event.id)
    if (made) return update(access, made, { ...event, etag: null })
    return ask(access, 'POST', url, { ...body, transactionId: `${event.uid} ${Date.now()}` })
  }
}

function update(access: CalendarAccess, id: string, event: EventToWrite): Promise<GraphAnswer> {
  const condition: Record<string, string> = event.etag === null ? {} : { 'if-match': event.etag }
  return ask(access, 'PATCH', eventAddress(id), bodyOf(event), condition)
}

/** Nobody is invited by it: Outlook would write to them. */
function bodyOf({ title, description, location, span, isTentative, wantsMeeting }: EventToWrite) {
  return {
    subject: title,
    body: { contentType: 'text', content: description },
    location: { displayName: location ?? '' },
    start: graphTime(span.start),
    end: graphTime(span.end),
    showAs: isTentative ? 'tentative' : 'busy',
    ...(wantsMeeting && { isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness' }),
  }
}

function writtenFrom(event: Partial<GraphEvent>): WrittenEvent {
  if (event.id === undefined) throw new CalendarTrouble('unreadable')
  return {
    eventId: event.id,
    etag: event['@odata.etag'] ?? null,
    link: event.webLink ?? null,
    joinLink: event.onlineMeeting?.joinUrl ?? null,
  }
}

function calendarFrom(each: GraphCalendar): OutsideCalendar {
  return {
    id: each.id,
    name: (each.name ?? each.id).slice(0, 255),
    color: each.hexColor || null,
    isPrimary: each.isDefaultCalendar ?? false,
    canWrite: each.canEdit ?? false,
    timeZone: null,
  }
}

function sortIn(item: GraphEvent, wanted: ChangesWanted, changes: CalendarChanges): void {
  const span = item['@removed'] ? null : spanOf(item, wanted.timeZone)
  const { window } = wanted
  const isIn = span !== null && span.start < window.end && span.end > window.start
  if (!isIn) changes.goneIds.push(item.id)
  else changes.events.push(eventFrom(item, span))
}

function eventFrom(item: GraphEvent, span: OutsideEvent['span']): OutsideEvent {
  const isFree = item.showAs === 'free' || item.showAs === 'workingElsewhere'
  const isDeclined = item.responseStatus?.response === 'declined'
  return {
    id: item.id,
    seriesId: item.seriesMasterId ?? null,
    uid: item.transactionId?.includes('@')
      ? item.transactionId.split(' ')[0]
      : (item.iCalUId ?? null),
    span,
    isBusy: !isFree && !isDeclined && item.isCancelled !== true,
    answers: (item.attendees ?? []).flatMap(({ emailAddress, status }) => {
      const answer = ANSWERS[status?.response as keyof typeof ANSWERS] ?? 'none'
      return emailAddress?.address ? [{ email: emailAddress.address.toLowerCase(), answer }] : []
    }),
  }
}

/** Whole days have no zone of their own: they are midnight to midnight wherever they were made. */
function spanOf(item: GraphEvent, timeZone: string): OutsideEvent['span'] | null {
  const { start, end, isAllDay, originalStartTimeZone } = item
  const made = isAllDay && originalStartTimeZone ? ianaName(originalStartTimeZone) : null
  const days = isAllDay ? (made ?? timeZone) : null
  const [from, to] = [momentOf(start, days), momentOf(end, days)]
  return from === null || to === null ? null : { start: from, end: to }
}

function momentOf(time: GraphTime | undefined, days: string | null): number | null {
  const wall = time ? wallOf(time.dateTime.slice(0, 19)) : null
  if (!time || wall === null) return null
  return instantOfWall(wall, zoneNamed(days ?? time.timeZone) ?? (() => 0))
}

function graphTime(moment: number): GraphTime {
  return { dateTime: new Date(moment).toISOString().slice(0, 19), timeZone: 'UTC' }
}

function eventsAddress(calendarId: string): string {
  return pathTo(`me/calendars/${encodeURIComponent(calendarId)}/events`)
}

function eventAddress(eventId: string): string {
  return pathTo(`me/events/${encodeURIComponent(eventId)}`)
}

function pathTo(rest: string): string {
  return `${addresses.microsoft.api}${rest}`
}

async function pages<Item>(
  access: CalendarAccess,
  first: string
): Promise<{ items: Item[]; deltaLink: string | null }> {
  const items: Item[] = []
  let url = first
  for (let page = 0; page < MOST_PAGES; page++) {
    if (!url.startsWith(addresses.microsoft.api)) throw new CalendarTrouble('not_allowed')
    const { body } = await ask<GraphPage<Item>>(access, 'GET', url)
    const { value = [], ...links } = body
    for (const item of value) items.push(item)
    if (items.length > calendars.feed.mostEvents) break
    const next = links['@odata.nextLink']
    if (!next) return { items, deltaLink: links['@odata.deltaLink'] ?? null }
    url = next
  }
  throw new CalendarTrouble('too_large')
}

/** A token that is refused is renewed once. */
async function ask<Body extends object>(
  access: CalendarAccess,
  method: string,
  url: string,
  body?: object,
  headers: Record<string, string> = {}
): Promise<JsonAnswer<Body>> {
  const sendWith = async (token: string) => {
    const sent = {
      'authorization': `Bearer ${token}`,
      'content-type': 'application/json',
      ...IN_UTC,
      ...headers,
    }
    const text = body === undefined ? undefined : JSON.stringify(body)
    return askJson<Body>(url, { method, headers: sent, body: text, signal: access.signal })
  }
  let answer = await sendWith(await accessTokenOf('outlook', access, Date.now()))
  if (answer.status === 401) {
    answer = await sendWith(await renewedToken('outlook', access, Date.now()))
  }
  if (answer.status >= 300) throwTrouble(answer)
  return answer
}

function throwTrouble({ status, body, retryAfterSeconds }: JsonAnswer): never {
  const { code = '' } = (body.error ?? {}) as { code?: string }
  if (status === 401) throw new CalendarTrouble('access_lost', { status })
  if (status === 429 || status === 503) {
    throw new CalendarTrouble('limited', { status, retryAfterSeconds })
  }
  if (status === 404 || status === 410) throw new CalendarTrouble('not_found', { status })
  if (status === 412) throw new CalendarTrouble('conflict', { status })
  const isLost = status === 403 && code === 'ErrorAccessDenied'
  if (isLost) throw new CalendarTrouble('access_lost', { status })
  throw new CalendarTrouble(status >= 500 ? 'unreachable' : 'refused', { status })
}

export { ask as askGraph, pages as graphPages, pathTo as graphAddress }
