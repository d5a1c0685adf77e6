import ICAL from 'ical.js'
import type { EventSpan, OutsideEvent } from '#services/calendars/calendar_provider'
import { type Effort, repeatedTimes, repeatRuleOf, TooMuchEffort } from './repeats.js'
import { ianaName, instantOfWall, type OffsetAt, wallAt, wallOf, zoneNamed } from './wall_time.js'

/** Events that stand alone are called as the file is, where it has a name. */
export interface CalendarFile {
  name: string | null
  text: string
}

export interface FeedReading {
  window: EventSpan
  /** For whole days and floating times, where the file names no zone. */
  timeZone: string
  mostEvents: number
  /** Of whose time it is, in small letters: what they declined does not block. */
  ownAddresses?: readonly string[]
}

/** What is in the file is not to be used: no calendar, nothing of it can be read, or far too much. */
export class FeedTrouble extends Error {
  constructor(readonly kind: 'unreadable' | 'too_large') {
    super(`A feed is ${kind}`)
  }
}

const DAY = 86_400_000
/** Days and times looked at, which takes about a second; a weekly series needs four hundred. */
const MOST_EFFORT = 3_000_000

/** All that says when somebody is busy. Others, such as descriptions, are not even looked at. */
const READ = new Set([
  ...['BEGIN', 'END', 'UID', 'DTSTART', 'DTEND', 'DURATION', 'RRULE', 'RDATE', 'EXDATE'],
  ...['RECURRENCE-ID', 'STATUS', 'TRANSP', 'ATTENDEE', 'FREEBUSY'],
  'X-MICROSOFT-CDO-BUSYSTATUS',
])
const REPEATING = new Set(['RRULE', 'RDATE', 'EXDATE', 'ATTENDEE'])

type JCalProperty = [name: string, parameters: Record<string, string>, type: string, ...unknown[]]

interface FeedZones {
  /** What whole days and floating times are read by. */
  own: OffsetAt
  byName: Map<string, OffsetAt>
}

interface ReadEvent {
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
  isBusy: boolean
  answers: OutsideEvent['answers']
}

interface Moment {
  wall: number
  zone: OffsetAt
  isDate: boolean
}

export function feedName(text: string): string | null {
  return headOf(text, 'X-WR-CALNAME')?.replace(/\\([,;\\])/g, '$1') ?? null
}

export function feedZone(text: string): string | null {
  const written = headOf(text, 'X-WR-TIMEZONE')
  return written === null ? null : ianaName(written)
}

/** Each time in the window of each event. A zone of its own may keep it busy: bound it from outside. */
export function feedEvents(text: string, reading: FeedReading): OutsideEvent[] {
  return eventsOfFile({ text, name: null }, reading)
}

/** The events of files that belong together, called after the files; those nobody can read have none. */
export function fileEvents(files: readonly CalendarFile[], reading: FeedReading): OutsideEvent[] {
  const events: OutsideEvent[] = []
  const effort = { left: MOST_EFFORT }
  for (const file of files) {
    const mostEvents = reading.mostEvents - events.length
    try {
      for (const event of eventsOfFile(file, { ...reading, mostEvents }, effort)) events.push(event)
    } catch (error) {
      if (!(error instanceof FeedTrouble) || error.kind !== 'unreadable') throw error
    }
  }
  return events
}

function eventsOfFile(
  { text, name }: CalendarFile,
  reading: FeedReading,
  effort = { left: MOST_EFFORT }
): OutsideEvent[] {
  const lines = unfolded(text)
  if (!lines.some((line) => /^BEGIN:VCALENDAR\s*$/i.test(line))) throw new FeedTrouble('unreadable')
  const zones = zonesOf(lines, text, reading.timeZone)
  const blocks = [...componentsOf(lines, 'VEVENT')]
  const events = blocks.flatMap((block) => readEvent(block, zones) ?? [])
  if (blocks.length > 0 && events.length === 0) throw new FeedTrouble('unreadable')

  const found = new FoundEvents(reading, name)
  for (const group of byUid(events)) {
    const changed = group.filter(({ instead }) => instead !== null)
    const without = new Set(changed.map(({ instead }) => Number(instead)))
    for (const event of group) {
      if (event.instead !== null) found.add(event, firstSpan(event), event.instead)
      else spreadOut(event, { without, window: reading.window, effort }, found)
    }
  }
  for (const block of componentsOf(lines, 'VFREEBUSY')) addFreeBusy(block, zones, found)
  return found.events
}

class FoundEvents {
  readonly events: OutsideEvent[] = []
  private readonly ids = new Map<string, number>()

  constructor(
    private readonly reading: FeedReading,
    private readonly name: string | null
  ) {}

  add(
    { uid, isBusy, answers }: Pick<ReadEvent, 'uid' | 'isBusy' | 'answers'>,
    span: EventSpan,
    time: number | null
  ) {
    const { window, mostEvents, ownAddresses = [] } = this.reading
    if (span.end <= span.start || span.end <= window.start || span.start >= window.end) return
    if (this.events.length >= mostEvents) throw new FeedTrouble('too_large')
    const series = this.name ?? uid
    const standsAlone = time === null && this.name !== null
    const id = this.unique(standsAlone ? this.name : `${series ?? 'none'}/${time ?? span.start}`)
    const isDeclined = answers.some(
      ({ email, answer }) => answer === 'declined' && ownAddresses.includes(email)
    )
    const seriesId = time === null ? null : series
    this.events.push({ id, seriesId, uid, span, isBusy: isBusy && !isDeclined, answers })
  }

  /** Programs exist that give all events one UID. */
  private unique(id: string): string {
    const count = this.ids.get(id) ?? 0
    this.ids.set(id, count + 1)
    return count === 0 ? id : `${id}#${count}`
  }
}

function unfolded(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]/g, '')
    .split('\n')
}

function headOf(text: string, name: string): string | null {
  const until = text.search(/^BEGIN:VEVENT/im)
  const head = unfolded(until === -1 ? text.slice(0, 100_000) : text.slice(0, until))
  const line = head.find((each) => each.toUpperCase().startsWith(`${name}:`))
  return line?.slice(name.length + 1).trim() || null
}

/** The lines of each, without components inside it. */
function* componentsOf(lines: readonly string[], kind: string): Generator<string[]> {
  let block: string[] | null = null
  let depth = 0
  for (const line of lines) {
    const [, edge, name] = /^(BEGIN|END):([\w-]+)\s*$/i.exec(line) ?? []
    const isEdge = edge !== undefined
    if (!block) {
      if (isEdge && edge.toUpperCase() === 'BEGIN' && name.toUpperCase() === kind) block = []
      continue
    }
    if (isEdge && edge.toUpperCase() === 'BEGIN') depth++
    else if (isEdge && depth > 0) depth--
    else if (isEdge) {
      yield block
      block = null
    } else if (depth === 0) block.push(line)
  }
}

function nameOf(line: string): string {
  return /^[\w-]+/.exec(line)?.[0].toUpperCase() ?? ''
}

/** What cannot be read of how it repeats is left away, so that at least its first time counts. */
function readEvent(block: string[], zones: FeedZones): ReadEvent | null {
  const lines = block.filter((line) => READ.has(nameOf(line)))
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

function propertiesOf(kind: string, lines: string[]): JCalProperty[] {
  const parsed = ICAL.parse([`BEGIN:${kind}`, ...lines, `END:${kind}`].join('\r\n'))
  return (parsed as unknown as [string, JCalProperty[], unknown[]])[1]
}

function toEvent(properties: JCalProperty[], zones: FeedZones): ReadEvent {
  const all = (name: string) => properties.filter(([each]) => each === name)
  const text = (name: string) => all(name).at(0)?.at(3)?.toString() ?? null
  const one = (name: string) => momentsOf(all(name).at(0), zones).at(0) ?? null
  const start = one('dtstart')
  if (!start) throw new FeedTrouble('unreadable')
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
    isBusy: isBusyBy(text),
    answers: all('attendee').flatMap(answerOf),
  }
  event.added = all('rdate').flatMap((each) => addedBy(each, event, zones))
  return event
}

function isBusyBy(text: (name: string) => string | null): boolean {
  if (text('status')?.toUpperCase() === 'CANCELLED') return false
  if (text('x-microsoft-cdo-busystatus')?.toUpperCase() === 'FREE') return false
  return text('transp')?.toUpperCase() !== 'TRANSPARENT'
}

function answerOf([, parameters, , address]: JCalProperty): OutsideEvent['answers'] {
  const email = String(address)
    .replace(/^mailto:/i, '')
    .toLowerCase()
  const { partstat = '' } = parameters
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

function momentOf(value: string, tzid: string | undefined, zones: FeedZones): Moment {
  const wall = wallOf(value)
  if (wall === null) throw new FeedTrouble('unreadable')
  const isDate = /^\d{4}-\d\d-\d\d$/.test(value)
  if (value.endsWith('Z')) return { wall, zone: utc, isDate }
  return { wall, zone: (tzid && zoneOf(tzid, zones)) || zones.own, isDate }
}

function utc(): number {
  return 0
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
  if (!rule.freq) throw new FeedTrouble('unreadable')
  if (rule.until) {
    const written = rule.until.toString()
    const until = wallOf(written)
    if (until === null) throw new FeedTrouble('unreadable')
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

/** Floating, so that the library turns nothing into another zone. */
function timeAt(wall: number, isDate: boolean): ICAL.Time {
  const at = new Date(wall)
  const date = { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() }
  const time = { hour: at.getUTCHours(), minute: at.getUTCMinutes(), second: at.getUTCSeconds() }
  return ICAL.Time.fromData(isDate ? { ...date, isDate } : { ...date, ...time, isDate })
}

function addedBy(property: JCalProperty, event: ReadEvent, zones: FeedZones): EventSpan[] {
  const [, { tzid }, type, ...values] = property
  if (type !== 'period') {
    return momentsOf(property, zones).map((start) => spanFrom({ ...event, start }, start.wall))
  }
  return values.map((value) => periodOf(value, tzid, zones))
}

function periodOf(value: unknown, tzid: string | undefined, zones: FeedZones): EventSpan {
  const [from, to] = value as [string, string]
  const start = instantOf(momentOf(from, tzid, zones))
  if (!/^[+-]?P/.test(to)) return { start, end: instantOf(momentOf(to, tzid, zones)) }
  return { start, end: start + ICAL.Duration.fromString(to).toSeconds() * 1_000 }
}

function firstSpan(event: ReadEvent): EventSpan {
  return spanFrom(event, event.start.wall)
}

/** Days are the calendar's, so they may have 23 or 25 hours; other lengths are the same each time. */
function spanFrom(
  { start: { zone }, days, length }: Pick<ReadEvent, 'start' | 'days' | 'length'>,
  wall: number
): EventSpan {
  const start = instantOfWall(wall, zone)
  const end = days > 0 ? instantOfWall(wall + days * DAY, zone) : start
  return { start, end: end + length }
}

interface Spreading {
  /** Instants that others stand for. */
  without: ReadonlySet<number>
  window: EventSpan
  effort: Effort
}

function spreadOut(
  event: ReadEvent,
  { without, window, effort }: Spreading,
  found: FoundEvents
): void {
  const repeats = event.rule !== null || event.added.length > 0
  const taken = new Set<number>()
  const add = (span: EventSpan, wall: number) => {
    const { start } = span
    if (taken.has(start) || without.has(start) || event.excluded.has(start)) return
    if (event.excludedDays.has(wall - (wall % DAY))) return
    taken.add(start)
    found.add(event, span, repeats ? start : null)
  }
  add(firstSpan(event), event.start.wall)
  for (const span of event.added) add(span, wallAt(span.start, event.start.zone))
  if (!event.rule) return
  const { start, end } = firstSpan(event)
  const around = { from: window.start - (end - start) - 2 * DAY, to: window.end + 2 * DAY }
  const until = event.rule.until ? wallOf(event.rule.until.toString()) : null
  try {
    const rule = repeatRuleOf(event.rule, until)
    for (const wall of repeatedTimes(rule, event.start.wall, around, effort)) {
      add(spanFrom(event, wall), wall)
    }
  } catch (error) {
    throw error instanceof TooMuchEffort ? new FeedTrouble('too_large') : error
  }
}

function* byUid(events: readonly ReadEvent[]): Generator<ReadEvent[]> {
  const groups = new Map<string, ReadEvent[]>()
  for (const event of events) {
    if (event.uid === null) {
      yield [event]
      continue
    }
    const group = groups.get(event.uid)
    if (group) group.push(event)
    else groups.set(event.uid, [event])
  }
  yield* groups.values()
}

/** Files that say no more than when somebody is busy. */
function addFreeBusy(block: string[], zones: FeedZones, found: FoundEvents): void {
  for (const line of block.filter((each) => nameOf(each) === 'FREEBUSY')) {
    try {
      for (const [, parameters, , ...periods] of propertiesOf('VFREEBUSY', [line])) {
        if (parameters.fbtype?.toUpperCase() === 'FREE') continue
        for (const period of periods) {
          const span = periodOf(period, undefined, zones)
          found.add({ uid: null, isBusy: true, answers: [] }, span, null)
        }
      }
    } catch (error) {
      if (error instanceof FeedTrouble && error.kind === 'too_large') throw error
    }
  }
}

/** What a zone is called decides; what the file says of it only where nobody knows the name. */
function zonesOf(lines: readonly string[], text: string, timeZone: string): FeedZones {
  const own = zoneNamed(feedZone(text) ?? timeZone) ?? utc
  const byName = new Map<string, OffsetAt>()
  for (const tzid of tzidsOf(lines)) {
    const zone = zoneNamed(tzid) ?? (byName.has(tzid) ? undefined : describedZone(lines, tzid))
    if (zone) byName.set(tzid, zone)
  }
  return { own, byName }
}

function zoneOf(tzid: string, { byName }: FeedZones): OffsetAt | null {
  return byName.get(tzid) ?? zoneNamed(tzid)
}

function tzidsOf(lines: readonly string[]): Set<string> {
  return new Set(
    lines.flatMap((line) => (/^TZID:/i.test(line) ? [line.slice('TZID:'.length).trim()] : []))
  )
}

function describedZone(lines: readonly string[], tzid: string): OffsetAt | undefined {
  const from = lines.findIndex((line, at) => line.trim() === `TZID:${tzid}` && isInZone(lines, at))
  const begin = lines.lastIndexOf('BEGIN:VTIMEZONE', from)
  const end = lines.indexOf('END:VTIMEZONE', from)
  if (begin === -1 || end === -1) return undefined
  const block = lines.slice(begin, end + 1)
  const located = block.find((line) => /^X-LIC-LOCATION:/i.test(line))
  const named = located && zoneNamed(located.slice('X-LIC-LOCATION:'.length))
  if (named) return named
  try {
    const component = new ICAL.Component(ICAL.parse(block.join('\r\n')) as [])
    const zone = new ICAL.Timezone({ component, tzid })
    return remembered((instant) => offsetBy(zone, instant))
  } catch {
    return undefined
  }
}

function isInZone(lines: readonly string[], at: number): boolean {
  return lines.lastIndexOf('BEGIN:VTIMEZONE', at) > lines.lastIndexOf('END:VTIMEZONE', at)
}

/** The library tells it by the wall clock. */
function offsetBy(zone: ICAL.Timezone, instant: number): number {
  const guess = zone.utcOffset(timeAt(instant, false)) * 1_000
  return zone.utcOffset(timeAt(instant + guess, false)) * 1_000
}

function remembered(offsetAt: OffsetAt): OffsetAt {
  const known = new Map<number, number>()
  return (instant) => {
    const hour = Math.floor(instant / 900_000)
    const value = known.get(hour) ?? offsetAt(instant)
    known.set(hour, value)
    return value
  }
}
