import type { Instant, Weekday } from '#scheduling/types'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Whole days since 1970-01-01, so that arithmetic on dates is on integers. */
export type Day = number

/** Dates before the year 1000 are of no use to a calendar, and `Date.UTC` misreads the first hundred. */
const DATE = /^[1-9]\d{3}-\d{2}-\d{2}$/

/** `00:00` to `24:00`, each with its minutes after midnight. */
const WALL_TIMES = new Map(
  Array.from({ length: 24 * 60 + 1 }, (_, minutes) => [wallTimeOf(minutes), minutes])
)

/** Calendars ask for the same few hundred dates again and again. */
const dates = new Map<Day, string>()
const MOST_DATES = 10_000

export function dayOf(date: string): Day {
  const day = readDate(date)
  if (Number.isNaN(day)) throw new RangeError(`Not a calendar date: ${date}`)
  return day
}

export function dateOf(day: Day): string {
  const known = dates.get(day)
  if (known !== undefined) return known
  const date = new Date(day * DAY).toISOString().slice(0, 10)
  if (dates.size === MOST_DATES) dates.clear()
  dates.set(day, date)
  return date
}

export function isDate(text: string): boolean {
  return !Number.isNaN(readDate(text))
}

export function weekdayOf(day: Day): Weekday {
  return modulo(day + 4, 7) as Weekday
}

export function weekStart(day: Day, weekStartsOn: Weekday): Day {
  return day - modulo(weekdayOf(day) - weekStartsOn, 7)
}

export function minutesOf(time: string): number {
  const minutes = WALL_TIMES.get(time)
  if (minutes === undefined) throw new RangeError(`Not a wall time: ${time}`)
  return minutes
}

/** Written `HH:MM`; `24:00` is the end of the day. */
export function isWallTime(text: string): boolean {
  return WALL_TIMES.has(text)
}

export function yearOf(instant: Instant): number {
  return new Date(instant).getUTCFullYear()
}

/** NaN unless the date exists: a day past the end of its month would roll over into the next. */
function readDate(text: string): Day {
  if (!DATE.test(text)) return Number.NaN
  const month = Number(text.slice(5, 7)) - 1
  const date = Number(text.slice(8))
  const midnight = new Date(Date.UTC(Number(text.slice(0, 4)), month, date))
  const exists = midnight.getUTCMonth() === month && midnight.getUTCDate() === date
  return exists ? midnight.getTime() / DAY : Number.NaN
}

function wallTimeOf(minutes: number): string {
  const hour = String(Math.floor(minutes / 60)).padStart(2, '0')
  return `${hour}:${String(minutes % 60).padStart(2, '0')}`
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor
}
