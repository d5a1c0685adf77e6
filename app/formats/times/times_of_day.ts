import { formatTime, isoTime, minutesOfDay, zoneOffset } from '#formats/times/times'

export interface TimeOnOffer {
  value: string
  start: string
  end: string
  /** "09:30", for the page's address. */
  time: string
}

export interface PartOfDay {
  name: 'suggested' | 'night' | 'morning' | 'afternoon' | 'evening'
  /** One row for each hour; null for a start of the grid that is not free. */
  hours: (TimeOnOffer | null)[][]
}

interface Slot {
  start: number
  end: number
}

interface DayOnOffer {
  slots: readonly Slot[]
  intervalMinutes: number
  suggested?: readonly Slot[]
}

const MINUTE = 60_000
const MOST_COLUMNS = 4

/**
 * Starts that fit no grid follow one another in their hour, and where the hour is no grid at all, as with
 * one every 45 minutes, in their part of the day; suggested ones come first.
 */
export function timesOfDay(
  { slots, intervalMinutes, suggested = [] }: DayOnOffer,
  timeZone: string,
  locale: string
): { columns: number; parts: PartOfDay[] } {
  const offered = timesOnOffer(slots, timeZone, locale)
  const first = new Set(suggested.length < slots.length ? suggested.map(({ start }) => start) : [])
  const rest = offered.filter(({ startsAt }) => !first.has(startsAt))
  const byHour = Map.groupBy(rest, ({ hourBegins }) => hourBegins)
  const columns = columnsOf([...byHour.values()], intervalMinutes)
  const isByHour = 60 % intervalMinutes === 0 || intervalMinutes % 60 === 0
  const groups: Map<unknown, Placed[]> = isByHour
    ? byHour
    : Map.groupBy(rest, ({ hour }) => partOf(hour))
  const parts = new Map<PartOfDay['name'], PartOfDay>()

  for (const inHour of groups.values()) {
    const name = partOf(inHour[0].hour)
    const part: PartOfDay = parts.get(name) ?? { name, hours: [] }
    parts.set(name, part)
    if (columns && isByHour) part.hours.push(inColumns(inHour, columns))
    else part.hours.push(...chunked(inHour))
  }
  const width = (isByHour && columns) || MOST_COLUMNS
  const chosen = offered.filter(({ startsAt }) => first.has(startsAt))
  const hours = chunked(chosen, width)
  return {
    columns: width,
    parts: [
      ...(hours.length > 0 ? [{ name: 'suggested' as const, hours }] : []),
      ...parts.values(),
    ],
  }
}

interface Placed extends TimeOnOffer {
  startsAt: number
  hour: number
  minute: number
  /** When the hour on the clock began; a repeated hour begins twice. */
  hourBegins: number
}

/** A wall time that a day has twice is told apart by its offset. */
export function timesOnOffer(slots: readonly Slot[], timeZone: string, locale: string): Placed[] {
  const labels = slots.map(({ start }) => formatTime(start, timeZone, locale))
  const repeated = repeatedOf(labels)
  return slots.map(({ start, end }, index) => {
    const minutes = minutesOfDay(start, timeZone)
    const minute = minutes % 60
    const label = labels[index]
    return {
      startsAt: start,
      value: new Date(start).toISOString().replace('.000Z', 'Z'),
      start: repeated.has(label) ? `${label} (${zoneOffset(start, timeZone)})` : label,
      end: formatTime(end, timeZone, locale),
      time: isoTime(minutes),
      hour: Math.floor(minutes / 60),
      minute,
      hourBegins: start - minute * MINUTE,
    }
  })
}

function repeatedOf(labels: readonly string[]): Set<string> {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const label of labels) (seen.has(label) ? repeated : seen).add(label)
  return repeated
}

/** Null when two starts would share a column, or when there would be too many columns. */
function columnsOf(hours: Placed[][], intervalMinutes: number): number | null {
  const columns = 60 / greatestDivisor(60, intervalMinutes)
  const fits = (times: Placed[]) =>
    new Set(times.map((time) => columnOf(time, columns))).size === times.length
  return columns <= MOST_COLUMNS && hours.every(fits) ? columns : null
}

function columnOf({ minute }: Placed, columns: number): number {
  return Math.floor((minute * columns) / 60)
}

function inColumns(times: Placed[], columns: number): (TimeOnOffer | null)[] {
  return Array.from(
    { length: columns },
    (_, column) => times.find((time) => columnOf(time, columns) === column) ?? null
  )
}

function chunked(times: Placed[], width = MOST_COLUMNS): TimeOnOffer[][] {
  return Array.from({ length: Math.ceil(times.length / width) }, (_, row) =>
    times.slice(row * width, (row + 1) * width)
  )
}

export function partOf(hour: number): PartOfDay['name'] {
  if (hour < 5) return 'night'
  if (hour < 12) return 'morning'
  return hour < 17 ? 'afternoon' : 'evening'
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}
