import type { Group } from '@japa/runner/core'
import type { DateTime } from 'luxon'
import ConnectCalendar from '#actions/calendars/connect_calendar'
import SyncCalendar from '#actions/calendars/sync_calendar'
import Calendar from '#models/calendars/calendar'
import CalendarConnection from '#models/calendars/calendar_connection'
import type Host from '#models/availability/host'
import { bySystem } from '#models/by'
import {
  type CalendarProvider,
  type CalendarSecrets,
  CalendarTrouble,
  type CalendarTroubleKind,
  type EventToWrite,
  type OutsideCalendar,
  type OutsideEvent,
} from '#services/calendars/calendar_provider'
import { calendarProviders } from '#services/calendars/index'
import { openQueue } from '#services/queue'
import { databaseNow } from '#transactions'
import db from '@adonisjs/lucid/services/db'

const SECRETS: CalendarSecrets = {
  ...{ kind: 'caldav', serverUrl: 'https://dav.example/', username: 'mia', password: 'secret' },
}

/** Calendars of a provider that runs in the test, and does what it is told. */
export class CalendarsForTests implements CalendarProvider {
  readonly canWrite = true
  meetings: ('google_meet' | 'video')[] = ['google_meet', 'video']
  calendars: OutsideCalendar[] = [calendarCalled('Work', { isPrimary: true })]
  /** What is told next: everything, or with a token what has changed. */
  events: OutsideEvent[] = []
  changed: { events: OutsideEvent[]; goneIds: string[] } = { events: [], goneIds: [] }
  /** What was written, by calendar and id. */
  readonly written = new Map<string, EventToWrite & { etag: string }>()
  trouble: CalendarTrouble | null = null
  tokenIsExpired = false
  isConditional = true
  /** Runs before each call; it may wait, or never end. */
  before: (call: string) => Promise<void> = async () => {}
  readonly calls: string[] = []
  revoked = 0
  lastSecrets: CalendarSecrets | null = null

  async listCalendars({ secrets }: { secrets: CalendarSecrets }) {
    this.lastSecrets = secrets
    await this.called('list')
    return this.calendars
  }

  async changes(...[{ secrets }, { token }]: Parameters<CalendarProvider['changes']>) {
    this.lastSecrets = secrets
    await this.called(token === null ? 'whole' : 'changes')
    const told = { token: 'one', isConditional: this.isConditional }
    if (token === null) return { isWhole: true, events: this.events, goneIds: [], ...told }
    if (this.tokenIsExpired) {
      this.tokenIsExpired = false
      throw new CalendarTrouble('token_expired')
    }
    const { events, goneIds } = this.changed
    return { isWhole: false, events, goneIds, ...told }
  }

  async put(...[, calendarId, event]: Parameters<NonNullable<CalendarProvider['put']>>) {
    await this.called('put')
    const key = `${calendarId}/${event.id}`
    const known = this.written.get(key)
    if (known && event.etag !== null && event.etag !== known.etag) {
      throw new CalendarTrouble('conflict')
    }
    const etag = `"${(known ? Number(known.etag.slice(1, -1)) : 0) + 1}"`
    this.written.set(key, { ...event, etag })
    await this.after('put')
    const joinLink = event.wantsMeeting ? `https://meet.example/${event.id}` : null
    return { eventId: event.id, etag, link: `https://calendar.example/${event.id}`, joinLink }
  }

  async remove(...[, calendarId, eventId]: Parameters<NonNullable<CalendarProvider['remove']>>) {
    await this.called('remove')
    this.written.delete(`${calendarId}/${eventId}`)
  }

  async revoke() {
    this.revoked++
  }

  /** Dies once it is done, before anybody hears of it. */
  after: (call: string) => Promise<void> = async () => {}

  fail(kind: CalendarTroubleKind) {
    this.trouble = new CalendarTrouble(kind)
  }

  private async called(call: string) {
    this.calls.push(call)
    await this.before(call)
    if (this.trouble) throw this.trouble
  }
}

export function calendarCalled(
  name: string,
  details: Partial<OutsideCalendar> = {}
): OutsideCalendar {
  const id = name.toLowerCase()
  return {
    ...{ id, name, color: null, isPrimary: false, canWrite: true, timeZone: null },
    ...details,
  }
}

export function busyFrom(
  start: number,
  end: number,
  details: Partial<OutsideEvent> = {}
): OutsideEvent {
  const id = details.id ?? `event-${start}`
  return {
    ...{ id, seriesId: null, uid: id, span: { start, end }, isBusy: true, answers: [] },
    ...details,
  }
}

/** In place of the provider of CalDAV. */
export function withCalendarsForTests(group: Group): { current: CalendarsForTests } {
  const held = { current: new CalendarsForTests() }
  group.each.setup(() => {
    const before = calendarProviders.caldav
    held.current = new CalendarsForTests()
    calendarProviders.caldav = async () => held.current
    const queue = openQueue()
    const { add } = queue
    Object.assign(queue, { add: async () => undefined })
    return () => {
      Object.assign(queue, { add })
      if (before) calendarProviders.caldav = before
      else delete calendarProviders.caldav
    }
  })
  return held
}

export async function connect(
  host: Host,
  details: Partial<Parameters<ConnectCalendar['handle']>[0]> = {}
): Promise<CalendarConnection> {
  const { businessId, id: hostId } = host
  const connected = await new ConnectCalendar().handle({
    ...{ businessId, hostId, provider: 'caldav', account: 'mia', secrets: SECRETS, by: bySystem() },
    ...details,
  })
  if (connected.outcome !== 'connected') throw new Error(connected.outcome)
  return connected.connection
}

/** As if it were due by now. */
export async function sync({ id: connectionId }: { id: number }) {
  const now = await databaseNow(db.connection())
  await db
    .from('calendar_connections')
    .where('id', connectionId)
    .update({ next_sync_at: now.toJSDate() })
  return new SyncCalendar().handle({ connectionId })
}

/** As it stands once it was connected, without asking anybody. */
export async function storeConnection(host: Host): Promise<CalendarConnection> {
  const { businessId, id: hostId } = host
  const connection = await CalendarConnection.create({
    ...{ businessId, hostId, provider: 'caldav', account: 'mia@example.com', state: 'connected' },
    secrets: '-',
  })
  const secrets = CalendarConnection.sealed(connection.id, SECRETS)
  await connection.merge({ secrets }).save()
  for (const name of ['Work', 'Family']) {
    const isMain = name === 'Work'
    await Calendar.create({
      ...{ businessId, hostId, connectionId: connection.id, remoteId: name, name },
      ...{ canWrite: true, isPrimary: isMain, blocks: isMain, isWritten: isMain },
    })
  }
  return connection
}

/** The host's calendar "Work" elsewhere has something then. */
export async function storeBusyAtWork(host: Host, startsAt: DateTime, endsAt: DateTime) {
  const connection = await storeConnection(host)
  const work = await Calendar.findByOrFail({ connectionId: connection.id, name: 'Work' })
  await db.table('calendar_busy').insert({
    ...{ business_id: host.businessId, host_id: host.id, calendar_id: work.id },
    ...{ starts_at: startsAt.toJSDate(), ends_at: endsAt.toJSDate(), source: 'test' },
  })
  return connection
}
