import ICAL from 'ical.js'

export interface Holiday {
  date: string
  name: string
}

export class NotACalendar extends Error {}

const DAY = 86_400_000
/** Far more than any list of holidays has. */
const MOST_EVENTS = 400
const MOST_OCCURRENCES = 300
const LONGEST_NAME = 255
/** Enough for "the fourth Thursday of November". */
const YEARLY_PARTS = new Set(['BYMONTH', 'BYMONTHDAY', 'BYDAY'])

/** Both dates included. Of repeated events other than yearly only the first date counts. */
export function readHolidays(text: string, from: string, until: string): Holiday[] {
  const events = parse(text).getAllSubcomponents('vevent').slice(0, MOST_EVENTS)
  const names = new Map<string, Set<string>>()
  for (const event of events) {
    for (const date of datesOf(event, from, until)) {
      const known = names.get(date) ?? new Set()
      names.set(date, known.add(nameOf(event)))
    }
  }
  return [...names]
    .map(([date, known]) => ({ date, name: [...known].join(', ').slice(0, LONGEST_NAME) }))
    .sort((one, other) => one.date.localeCompare(other.date))
}

function parse(text: string): ICAL.Component {
  try {
    const component = ICAL.Component.fromString(text.replace(/^\uFEFF/, '').trim())
    if (component.name === 'vcalendar') return component
  } catch {
    // Whatever is wrong with the file, the reader can only choose another one.
  }
  throw new NotACalendar('No iCalendar file')
}

function nameOf(event: ICAL.Component): string {
  return String(event.getFirstPropertyValue('summary') ?? '').trim()
}

function datesOf(event: ICAL.Component, from: string, until: string): string[] {
  const first = dayOf(event, 'dtstart')
  if (first === null) return []
  const length = Math.max((dayOf(event, 'dtend') ?? first + 1) - first, 1)
  const [earliest, latest] = [Date.parse(from) / DAY, Date.parse(until) / DAY]

  return occurrencesOf(event, first, latest).flatMap((day) => {
    const start = Math.max(day, earliest)
    const end = Math.min(day + length - 1, latest)
    return Array.from({ length: Math.max(end - start + 1, 0) }, (_, offset) =>
      dateOf(start + offset)
    )
  })
}

/** Days since 1970; null for an event with a time, and for a date that does not exist. */
function dayOf(event: ICAL.Component, property: string): number | null {
  const written: unknown = event.getFirstProperty(property)?.toJSON().at(3)
  if (typeof written !== 'string' || !/^(19|20|21)\d\d-\d\d-\d\d$/.test(written)) return null
  const day = Date.parse(written) / DAY
  return Number.isNaN(day) || dateOf(day) !== written ? null : day
}

function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10)
}

function occurrencesOf(event: ICAL.Component, first: number, latest: number): number[] {
  const rule = event.getFirstPropertyValue('rrule')
  if (!(rule instanceof ICAL.Recur) || !isYearly(rule)) return [first]

  const days: number[] = []
  const iterator = rule.iterator(ICAL.Time.fromDateString(dateOf(first)))
  for (let count = 0; count < MOST_OCCURRENCES; count++) {
    const time = iterator.next()
    const day = time ? Date.UTC(time.year, time.month - 1, time.day) / DAY : Infinity
    if (day > latest) break
    // The library moves 29 February to March; RFC 5545 leaves such a year out.
    const isMoved =
      Object.keys(rule.parts).length === 0 && dateOf(day).slice(5) !== dateOf(first).slice(5)
    if (!isMoved) days.push(day)
  }
  return days
}

/** Other rules could keep the library searching for very long. */
function isYearly({ freq, parts }: ICAL.Recur): boolean {
  const { BYMONTH: months = [], BYMONTHDAY: monthDays = [] } = parts as Record<string, number[]>
  const longest = Math.min(
    ...months.map((month) => new Date(Date.UTC(2024, month, 0)).getUTCDate())
  )
  return (
    freq === 'YEARLY' &&
    Object.keys(parts).every((part) => YEARLY_PARTS.has(part)) &&
    monthDays.every((day) => day >= 1 && day <= longest)
  )
}
