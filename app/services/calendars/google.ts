import { CALLS_MADE } from '#formats/bookings/calls_made'
import { calendar, type calendar_v3 as v3 } from '@googleapis/calendar'
import { OAuth2Client } from 'google-auth-library'
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
import { waitAskedFor } from '#services/retry_after'
import { boundedSignal } from './ask_json.js'
import { outsideTrouble } from './ask_outside.js'
import { accessTokenOf, renewedToken, revokeAccess } from './oauth.js'
import { ianaName, instantOfWall, wallOf, zoneNamed } from './wall_time.js'

/** Under which an event of ours keeps its UID: Google gives out UIDs of its own. */
const OWN_UID = 'bellhopUid'
const MOST_PAGES = 200
const LIMITS = new Set(['rateLimitExceeded', 'userRateLimitExceeded', 'quotaExceeded'])
const ANSWERS = { accepted: 'accepted', declined: 'declined', tentative: 'tentative' } as const
const QUIETLY = { sendUpdates: 'none' } as const

/** Google Calendar, by its official client. */
export const googleProvider: CalendarProvider = {
  canWrite: true,
  meetings: CALLS_MADE.google,

  async listCalendars(access) {
    const found: OutsideCalendar[] = []
    let pageToken: string | undefined
    for (let page = 0; page < MOST_PAGES; page++) {
      const asked = { maxResults: 250, pageToken }
      const { items, nextPageToken } = await ask(access, (client, way) =>
        client.calendarList.list(asked, way)
      )
      found.push(...(items ?? []).flatMap((each) => calendarFrom(each) ?? []))
      if (!nextPageToken) return found
      pageToken = nextPageToken
    }
    throw new CalendarTrouble('too_large')
  },

  async changes(access, wanted) {
    const { calendarId, token, window } = wanted
    const since = token
      ? { syncToken: token }
      : { timeMin: timeOf(window.start), timeMax: timeOf(window.end) }
    const found = { events: [], goneIds: [], token: null, isConditional: true }
    const changes: CalendarChanges = { isWhole: !token, ...found }
    let pageToken: string | undefined
    for (let page = 0; page < MOST_PAGES; page++) {
      const asked = { calendarId, singleEvents: true, maxResults: 2_500, ...since, pageToken }
      const list = await ask(access, (client, way) => client.events.list(asked, way), 'events')
      for (const item of list.items ?? []) sortIn(item, list.timeZone, wanted, changes)
      if (changes.events.length > calendars.feed.mostEvents) break
      if (!list.nextPageToken) return { ...changes, token: list.nextSyncToken ?? null }
      pageToken = list.nextPageToken
    }
    throw new CalendarTrouble('too_large')
  },

  async put(access, calendarId, event) {
    const written =
      event.etag === null
        ? await insert(access, calendarId, event)
        : await update(access, calendarId, event)
    return writtenFrom(await withMeeting(access, calendarId, event, written), event)
  },

  async remove(access, calendarId, eventId) {
    const asked = { calendarId, eventId, ...QUIETLY }
    await ask(access, (client, way) => client.events.delete(asked, way)).catch(ignoreGone)
  },

  async watch(access, calendarId, { id, token, address, until }) {
    const requestBody = { id, token, address, type: 'web_hook', expiration: String(until) }
    const { resourceId, expiration } = await ask(access, (client, way) =>
      client.events.watch({ calendarId, requestBody }, way)
    )
    return { id, resourceId: resourceId ?? null, until: Number(expiration ?? until) }
  },

  async unwatch(access, { id, resourceId }) {
    const requestBody = { id, resourceId }
    await ask(access, (client, way) => client.channels.stop({ requestBody }, way)).catch(ignoreGone)
  },

  revoke: (access) => revokeAccess('google', access),
}

async function insert(
  access: CalendarAccess,
  calendarId: string,
  event: EventToWrite
): Promise<v3.Schema$Event> {
  const requestBody = { ...bodyOf(event), id: event.id }
  const asked = { calendarId, conferenceDataVersion: 1, requestBody, ...QUIETLY }
  try {
    return await ask(access, (client, way) => client.events.insert(asked, way))
  } catch (error) {
    // It was made before, and nobody heard of it; or it was made, and deleted.
    if (!isTrouble(error, 409)) throw error
    return patch(access, calendarId, event, {})
  }
}

async function update(
  access: CalendarAccess,
  calendarId: string,
  event: EventToWrite
): Promise<v3.Schema$Event> {
  try {
    return await patch(access, calendarId, event, { 'If-Match': String(event.etag) })
  } catch (error) {
    if (!isTrouble(error, 412)) throw error
    // An event that somebody deleted is still there, as cancelled.
    const { status } = await read(access, calendarId, event.id)
    throw status === 'cancelled' ? new CalendarTrouble('not_found', { status: 412 }) : error
  }
}

function patch(
  access: CalendarAccess,
  calendarId: string,
  event: EventToWrite,
  headers: Record<string, string>
): Promise<v3.Schema$Event> {
  const requestBody = bodyOf(event)
  const asked = { calendarId, eventId: event.id, conferenceDataVersion: 1, requestBody, ...QUIETLY }
  return ask(access, (client, way) => client.events.patch(asked, { ...way, headers }))
}

function read(
  access: CalendarAccess,
  calendarId: string,
  eventId: string
): Promise<v3.Schema$Event> {
  return ask(access, (client, way) => client.events.get({ calendarId, eventId }, way))
}

/** A meeting may be made a moment after its event. */
async function withMeeting(
  access: CalendarAccess,
  calendarId: string,
  event: EventToWrite,
  written: v3.Schema$Event
): Promise<v3.Schema$Event> {
  const isPending = written.conferenceData?.createRequest?.status?.statusCode === 'pending'
  return event.wantsMeeting && isPending ? read(access, calendarId, event.id) : written
}

/** No guests: whoever Google wrote to would hear of it twice. */
function bodyOf(event: EventToWrite): v3.Schema$Event {
  const { span, timeZone } = event
  const meeting = {
    createRequest: { requestId: event.id, conferenceSolutionKey: { type: 'hangoutsMeet' } },
  }
  return {
    summary: event.title,
    description: event.description,
    location: event.location,
    start: { dateTime: timeOf(span.start), timeZone },
    end: { dateTime: timeOf(span.end), timeZone },
    status: event.isTentative ? 'tentative' : 'confirmed',
    extendedProperties: { private: { [OWN_UID]: event.uid } },
    ...(event.wantsMeeting && { conferenceData: meeting }),
  }
}

function writtenFrom(written: v3.Schema$Event, { id }: EventToWrite): WrittenEvent {
  const video = written.conferenceData?.entryPoints?.find(
    ({ entryPointType }) => entryPointType === 'video'
  )
  return {
    eventId: written.id ?? id,
    etag: written.etag ?? null,
    link: written.htmlLink ?? null,
    joinLink: written.hangoutLink ?? video?.uri ?? null,
  }
}

function calendarFrom(each: v3.Schema$CalendarListEntry): OutsideCalendar | null {
  if (!each.id || each.deleted) return null
  return {
    id: each.id,
    name: (each.summaryOverride ?? each.summary ?? each.id).slice(0, 255),
    color: each.backgroundColor ?? null,
    isPrimary: each.primary ?? false,
    canWrite: each.accessRole === 'owner' || each.accessRole === 'writer',
    timeZone: ianaName(each.timeZone ?? ''),
  }
}

/** What has left the window counts as gone. */
function sortIn(
  item: v3.Schema$Event,
  timeZone: string | null | undefined,
  { window, timeZone: fallback }: ChangesWanted,
  changes: CalendarChanges
): void {
  if (!item.id) return
  const zone = ianaName(timeZone ?? '') ?? fallback
  const [start, end] = [momentOf(item.start, zone), momentOf(item.end, zone)]
  const isIn = start !== null && end !== null && start < window.end && end > window.start
  if (item.status === 'cancelled' || !isIn) changes.goneIds.push(item.id)
  else changes.events.push(eventFrom(item, item.id, { start, end }))
}

function eventFrom(item: v3.Schema$Event, id: string, span: OutsideEvent['span']): OutsideEvent {
  const attendees = item.attendees ?? []
  const isDeclined = attendees.some((each) => each.self && each.responseStatus === 'declined')
  return {
    id,
    seriesId: item.recurringEventId ?? null,
    uid: item.extendedProperties?.private?.[OWN_UID] ?? item.iCalUID ?? null,
    span,
    isBusy:
      item.transparency !== 'transparent' && item.eventType !== 'workingLocation' && !isDeclined,
    answers: attendees.flatMap(({ email, responseStatus }) => {
      const answer = ANSWERS[responseStatus as keyof typeof ANSWERS] ?? 'none'
      return email ? [{ email: email.toLowerCase(), answer }] : []
    }),
  }
}

function momentOf(at: v3.Schema$EventDateTime | undefined, timeZone: string): number | null {
  if (at?.dateTime) return Date.parse(at.dateTime) || null
  const wall = at?.date ? wallOf(at.date) : null
  return wall === null ? null : instantOfWall(wall, zoneNamed(timeZone) ?? (() => 0))
}

function timeOf(moment: number): string {
  return new Date(moment).toISOString()
}

function ask<Answer>(
  access: CalendarAccess,
  send: (client: v3.Calendar, way: GoogleWay) => Promise<{ data: Answer }>,
  of: 'events' | null = null
): Promise<Answer> {
  const rootUrl = addresses.google.api
  return askGoogle(access, (auth, way) => send(calendar({ version: 'v3', auth, rootUrl }), way), of)
}

export interface GoogleWay {
  signal: AbortSignal
  retry: boolean
}

/** A token that is refused is renewed once. Nothing is tried again here: whoever asks has a plan for that. */
export async function askGoogle<Answer>(
  access: CalendarAccess,
  send: (auth: OAuth2Client, way: GoogleWay) => Promise<{ data: Answer }>,
  of: 'events' | null = null
): Promise<Answer> {
  const sendWith = async (token: string) => {
    const auth = new OAuth2Client()
    auth.setCredentials({ access_token: token })
    const signal = boundedSignal(access.signal)
    try {
      const { data } = await send(auth, { signal, retry: false })
      return data
    } catch (error) {
      throw signal.aborted ? new CalendarTrouble('timeout') : troubleOf(error, of)
    }
  }
  try {
    return await sendWith(await accessTokenOf('google', access, Date.now()))
  } catch (error) {
    if (!isTrouble(error, 401)) throw error
    return sendWith(await renewedToken('google', access, Date.now()))
  }
}

interface GoogleFailure {
  status?: number
  response?: {
    headers?: Headers
    data?: { error?: { errors?: { reason?: string }[] } }
  }
}

function troubleOf(error: unknown, of: 'events' | null): CalendarTrouble {
  if (error instanceof CalendarTrouble) return error
  const { status, response } = error as GoogleFailure
  if (!status || !response) return outsideTrouble(error)
  const reason = response.data?.error?.errors?.at(0)?.reason ?? ''
  const retryAfter = response.headers?.get('retry-after') ?? undefined
  const retryAfterSeconds = waitAskedFor(retryAfter, Date.now())
  if (status === 429 || (status === 403 && LIMITS.has(reason))) {
    return new CalendarTrouble('limited', { status, retryAfterSeconds })
  }
  if (status === 401) return new CalendarTrouble('access_lost', { status })
  if (status === 410 && of === 'events') return new CalendarTrouble('token_expired', { status })
  if (status === 404 || status === 410) return new CalendarTrouble('not_found', { status })
  if (status === 412) return new CalendarTrouble('conflict', { status })
  return new CalendarTrouble(status >= 500 ? 'unreachable' : 'refused', { status })
}

function ignoreGone(error: unknown): void {
  if (!(error instanceof CalendarTrouble && error.kind === 'not_found')) throw error
}

function isTrouble(error: unknown, status: number): boolean {
  return error instanceof CalendarTrouble && error.facts.status === status
}
