import ICAL from 'ical.js'
import {
  CalendarTrouble,
  type EventSpan,
  type OutsideEvent,
} from '#services/calendars/calendar_provider'
import { type JCalProperty, nameOf, propertiesOf } from './feed_lines.js'
import { type FeedZones, timeAt, utc, zoneOf } from './feed_zones.js'
import { instantOfWall, type OffsetAt, wallAt, wallOf } from './wall_time.js'

const DAY = 86_400_000

/** All that says when somebody is busy. Others are not even looked at. */
const READ = new Set([
  ...['BEGIN', 'END', 'UID', 'DTSTART', 'DTEND', 'DURATION', 'RRULE', 'RDATE', 'EXDATE'],
  ...['RECURRENCE-ID', 'STATUS', 'TRANSP', 'ATTENDEE', 'FREEBUSY'],
  'X-MICROSOFT-CDO-BUSYSTATUS',
])
const DETAILS = new Set(['SUMMARY', 'DESCRIPTION'])
const REPEATING = new Set(['RRULE', 'RDATE', 'EXDATE', 'ATTENDEE'])

/** What an event is about. */
export interface FileEventDetails {
  title: string
  description: string
  status: string
  isWholeDay: boolean
  /** One that does not exist: its times are read as if they named none. */
  unknownZone: string | null
  /** The first who was invited. */
  attendee: { name: string; email: string } | null
}

export interface ReadEvent {
  uid: string | null
  start: Moment
  /** Of its first time; for days they count, else the length does. */
  days: number
  length: number
  rule: ICAL.Recur | null
  added: EventSpan[]
  /** Instants that it begins at and does not. */
  excluded: Set<number>
  excludedDays: Set<number>
  /** Of which time of a repeated event it speaks. */
  instead: number | null
  /** And of those that come after it (RFC 5545, 3.2.13). */
  isOnwards: boolean
  isBusy: boolean
  answers: OutsideEvent['answers']
  details: FileEventDetails
}

interface Moment {
  wall: number
  zone: OffsetAt
  isDate: boolean
}

/** What cannot be read of how it repeats is left away, so that at least its first time counts. */
export function readEvent(
  block: string[],
  zones: FeedZones,
  { hasDetails }: { hasDetails: boolean }
): ReadEvent | null {
  const isRead = (name: string) => READ.has(name) || (hasDetails && DETAILS.has(name))
  const lines = block.filter((line) => isRead(nameOf(line)))
  const attempts = [lines, lines.filter((line) => !REPEATING.has(nameOf(line)))]
  for (const attempt of attempts) {
    try {
      return toEvent(propertiesOf('VEVENT', attempt), zones)
    } catch {
      // The next attempt reads less of it.
    }
  }
  return null
}

export function firstSpan(event: ReadEvent): EventSpan {
  return spanFrom(event, event.start.wall)
}

/** Days are the calendar's, so they may have 23 or 25 hours; other lengths are the same each time. */
export function spanFrom(
  { start: { zone }, days, length }: Pick<ReadEvent, 'start' | 'days' | 'length'>,
  wall: number
): EventSpan {
  const start = instantOfWall(wall, zone)
  const end = days > 0 ? instantOfWall(wall + days * DAY, zone) : start
  return { start, end: end + length }
}

export function spanOfPeriod(
  value: unknown,
  tzid: string | undefined,
  zones: FeedZones
): EventSpan {
  const [from, to] = value as [string, string]
  const start = instantOf(momentOf(from, tzid, zones))
  if (!/^[+-]?P/.test(to)) return { start, end: instantOf(momentOf(to, tzid, zones)) }
  return { start, end: start + ICAL.Duration.fromString(to).toSeconds() * 1_000 }
}

function toEvent(properties: JCalProperty[], zones: FeedZones): ReadEvent {
  const all = (name: string) => properties.filter(([each]) => each === name)
  const text = (name: string) => all(name).at(0)?.at(3)?.toString() ?? null
  const one = (name: string) => momentsOf(all(name).at(0), zones).at(0) ?? null
  const start = one('dtstart')
  if (!start) throw new CalendarTrouble('unreadable')
  const ends = one('dtend')
  const instead = one('recurrence-id')
  const excluded = all('exdate').flatMap((each) => momentsOf(each, zones))
  const event: ReadEvent = {
    uid: text('uid'),
    start,
    ...lengthOf(start, ends, text('duration')),
    rule: ruleOf(all('rrule').at(0), start),
    added: [],
    excluded: new Set(excluded.filter(({ isDate }) => !isDate).map(instantOf)),
    excludedDays: new Set(excluded.filter(({ isDate }) => isDate).map(({ wall }) => wall)),
    instead: instead && instantOf(instead),
    isOnwards: all('recurrence-id').at(0)?.[1].range?.toUpperCase() === 'THISANDFUTURE',
    isBusy: isBusyBy(text),
    answers: all('attendee').flatMap(answerOf),
    details: {
      ...{ title: text('summary') ?? '', description: text('description') ?? '' },
      ...{ status: text('status') ?? '', isWholeDay: start.isDate },
      unknownZone: [...all('dtstart'), ...all('dtend')].flatMap(strangeZone(zones)).at(0) ?? null,
      attendee: attendeeIn(all('attendee').at(0)),
    },
  }
  event.added = all('rdate').flatMap((each) => addedBy(each, event, zones))
  return event
}

function isBusyBy(text: (name: string) => string | null): boolean {
  if (text('status')?.toUpperCase() === 'CANCELLED') return false
  if (text('x-microsoft-cdo-busystatus')?.toUpperCase() === 'FREE') return false
  return text('transp')?.toUpperCase() !== 'TRANSPARENT'
}

function attendeeIn(property: JCalProperty | undefined): FileEventDetails['attendee'] {
  if (!property) return null
  const [, { cn = '' }] = property
  return { name: cn, email: addressIn(property) }
}

function addressIn([, , , address]: JCalProperty): string {
  return String(address).replace(/^mailto:/i, '')
}

function answerOf(property: JCalProperty): OutsideEvent['answers'] {
  const email = addressIn(property).toLowerCase()
  const [, { partstat = '' }] = property
  const known = (['accepted', 'declined', 'tentative'] as const).find(
    (each) => each === partstat.toLowerCase()
  )
  return email.includes('@') ? [{ email, answer: known ?? 'none' }] : []
}

function momentsOf(property: JCalProperty | undefined, zones: FeedZones): Moment[] {
  if (!property) return []
  const [, { tzid }, , ...values] = property
  return values.map((value) => momentOf(String(value), tzid, zones))
}

function strangeZone(zones: FeedZones) {
  return ([, { tzid }, type, value]: JCalProperty): string[] => {
    const isByZone = type === 'date-time' && !String(value).endsWith('Z')
    return isByZone && tzid && !zoneOf(tzid, zones) ? [tzid] : []
  }
}

function momentOf(value: string, tzid: string | undefined, zones: FeedZones): Moment {
  const wall = wallOf(value)
  if (wall === null) throw new CalendarTrouble('unreadable')
  const isDate = /^\d{4}-\d\d-\d\d$/.test(value)
  if (value.endsWith('Z')) return { wall, zone: utc, isDate }
  return { wall, zone: (tzid && zoneOf(tzid, zones)) || zones.own, isDate }
}

function instantOf({ wall, zone }: Moment): number {
  return instantOfWall(wall, zone)
}

function lengthOf(start: Moment, ends: Moment | null, duration: string | null) {
  if (ends && start.isDate && ends.isDate) {
    return { days: Math.max(1, Math.round((ends.wall - start.wall) / DAY)), length: 0 }
  }
  if (ends) return { days: 0, length: instantOf(ends) - instantOf(start) }
  if (duration === null) return { days: start.isDate ? 1 : 0, length: 0 }
  const { weeks, days, hours, minutes, seconds, isNegative } = ICAL.Duration.fromString(duration)
  const whole = weeks * 7 + days
  if (isNegative) return { days: 0, length: 0 }
  return { days: whole, length: ((hours * 60 + minutes) * 60 + seconds) * 1_000 }
}

/** On the wall clock, where UNTIL is too. */
function ruleOf(property: JCalProperty | undefined, start: Moment): ICAL.Recur | null {
  if (!property) return null
  const rule = ICAL.Recur.fromData(property[3] as Parameters<typeof ICAL.Recur.fromData>[0])
  if (!rule.freq) throw new CalendarTrouble('unreadable')
  if (rule.until) {
    const written = rule.until.toString()
    const until = wallOf(written)
    if (until === null) throw new CalendarTrouble('unreadable')
    const isDay = rule.until.isDate
    const wall = isDay
      ? until + DAY - 1_000
      : written.endsWith('Z')
        ? wallAt(until, start.zone)
        : until
    rule.until = timeAt(wall, start.isDate && isDay)
  }
  return rule
}

function addedBy(property: JCalProperty, event: ReadEvent, zones: FeedZones): EventSpan[] {
  const [, { tzid }, type, ...values] = property
  if (type !== 'period') {
    return momentsOf(property, zones).map((start) => spanFrom({ ...event, start }, start.wall))
  }
  return values.map((value) => spanOfPeriod(value, tzid, zones))
}
