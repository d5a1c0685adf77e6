import ICAL from 'ical.js'
import { DateTime, IANAZone } from 'luxon'

export class UnreadableIcs extends Error {
  constructor(readonly problem: 'unreadable' | 'too_many' | 'no_rows') {
    super(problem)
  }
}

/** As if it had been a table: one row for each time of each event. */
export const ICS_TITLES = [
  ...['UID', 'Start', 'End', 'Service', 'Name', 'Email', 'Notes', 'Status'],
]

interface Wanted {
  from: Date
  until: Date
  timeZone: string
  mostRows: number
}

interface IcsFile {
  titles: string[]
  rows: { line: number; cells: string[] }[]
}

/** Of one event that repeats: a rule may go on for ever, or begin long ago. */
const MOST_TIMES = 2_000

/** What begins between `from` and `until`; whole days are nobody's booking. */
export function readIcs(text: string, wanted: Wanted): IcsFile {
  try {
    const rows = rowsIn(text, wanted)
    if (rows.length === 0) throw new UnreadableIcs('no_rows')
    return { titles: [...ICS_TITLES], rows }
  } catch (error) {
    // A rule, a date or a zone that the library cannot take is thrown wherever it is looked at.
    throw error instanceof UnreadableIcs ? error : new UnreadableIcs('unreadable')
  }
}

function rowsIn(text: string, { from, until, timeZone, mostRows }: Wanted): IcsFile['rows'] {
  const rows: IcsFile['rows'] = []
  for (const event of eventsIn(text)) {
    for (const { start, end, id } of timesOf(event, timeZone, { from, until })) {
      if (rows.length >= mostRows) throw new UnreadableIcs('too_many')
      rows.push({ line: rows.length + 1, cells: cellsOf(event, { start, end, id }) })
    }
  }
  return rows
}

function eventsIn(text: string): ICAL.Event[] {
  const parsed: unknown = ICAL.parse(text)
  const [first] = Array.isArray(parsed) ? parsed : []
  const all = typeof first === 'string' ? [parsed] : (parsed as unknown[])
  return all.flatMap((each) =>
    new ICAL.Component(each as never)
      .getAllSubcomponents('vevent')
      .map((component) => new ICAL.Event(component))
  )
}

interface EventTime {
  start: Date
  end: Date
  id: string
}

function timesOf(
  event: ICAL.Event,
  timeZone: string,
  { from, until }: { from: Date; until: Date }
): EventTime[] {
  const { startDate, endDate, uid } = event
  if (!startDate || startDate.isDate || !endDate) return []
  const zone = zoneOf(event, 'dtstart')
  const end = instantOf(endDate, zoneOf(event, 'dtend') || zone, timeZone)
  const length = end.getTime() - instantOf(startDate, zone, timeZone).getTime()
  if (length <= 0) return []
  const timeAt = (time: ICAL.Time, id: string): EventTime => {
    const start = instantOf(time, zone, timeZone)
    return { start, end: new Date(start.getTime() + length), id }
  }
  const isIn = ({ start }: EventTime) => start >= from && start < until
  if (!event.isRecurring() || event.isRecurrenceException()) {
    const id = event.isRecurrenceException() ? `${uid}/${event.recurrenceId.toString()}` : uid
    return [timeAt(startDate, id)].filter(isIn)
  }
  const found: EventTime[] = []
  const iterator = event.iterator()
  for (let nth = 0; nth < MOST_TIMES; nth++) {
    const time = iterator.next()
    if (!time) break
    const each = timeAt(time, `${uid}/${time.toString()}`)
    if (each.start >= until) break
    if (isIn(each)) found.push(each)
  }
  return found
}

/** In the zone that is named, or as the file describes it; else by the business's clock. */
function instantOf(time: ICAL.Time, named: string, timeZone: string): Date {
  const { year, month, day, hour, minute, second, zone } = time
  const isNamed = IANAZone.isValidZone(named)
  if (!isNamed && zone?.component) return new Date(time.toUnixTime() * 1_000)
  const clock = zone?.tzid === 'UTC' ? 'utc' : isNamed ? named : timeZone
  const at = { year, month, day, hour, minute, second }
  return DateTime.fromObject(at, { zone: clock }).toJSDate()
}

function zoneOf({ component }: ICAL.Event, property: 'dtstart' | 'dtend'): string {
  const named = component.getFirstProperty(property)?.getParameter('tzid')
  return typeof named === 'string' ? named : ''
}

function cellsOf(event: ICAL.Event, { start, end, id }: EventTime): string[] {
  const attendee = event.attendees.at(0)
  const address = String(attendee?.getFirstValue() ?? '').replace(/^mailto:/i, '')
  const name = attendee?.getParameter('cn')
  const status = event.component.getFirstPropertyValue('status')
  return [
    ...[id, start.toISOString(), end.toISOString(), event.summary ?? ''],
    ...[typeof name === 'string' ? name : (event.summary ?? ''), address],
    ...[event.description ?? '', typeof status === 'string' ? status : ''],
  ]
}
