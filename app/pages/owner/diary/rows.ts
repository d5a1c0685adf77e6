import { isoDate, minutesOfDay } from '#formats/times/times'
import { dayOf, MINUTE } from '#scheduling/time/dates'
import type { Instant, Span } from '#scheduling/types'

/** Of five minutes each, counted from where the day begins. */
export interface Rows {
  from: number
  to: number
}

export const ROWS_OF_HOUR = 12
const ROW_MINUTES = 60 / ROWS_OF_HOUR

export type RowClock = (instant: Instant) => number

/** Every hour that passes has its own, so a day of 25 hours is longer and nothing in it overlaps. */
export function passingMinutes(dayBegins: Instant): RowClock {
  return (instant) => (instant - dayBegins) / MINUTE
}

/** As the clock on the wall shows it, so that days of 23 and 25 hours stand beside others. */
export function wallMinutes(timeZone: string, date: string): RowClock {
  const day = dayOf(date)
  return (instant) =>
    (dayOf(isoDate(instant, timeZone)) - day) * 24 * 60 + minutesOfDay(instant, timeZone)
}

/** Never lower than `least`, so that what is short can be read and pressed. */
export function gridRows(
  { start, end }: Span,
  { clock, within, least = 1 }: { clock: RowClock; within: Rows; least?: number }
): Rows {
  const row = (instant: Instant) => Math.floor(clock(instant) / ROW_MINUTES)
  const from = Math.max(row(start), within.from)
  const to = Math.min(Math.max(row(end), from + least), within.to)
  return { from: Math.max(Math.min(from, to - least), within.from), to }
}

/** The classes that `time-places.css` has for it. */
export function placeOf({ from, to }: Rows): string {
  return [...classesOf(from, ''), ...classesOf(to, 'to-')].join(' ')
}

export function pointOf(row: number): string {
  return classesOf(row, '').join(' ')
}

function classesOf(row: number, prefix: string): string[] {
  const minutes = (row % ROWS_OF_HOUR) * ROW_MINUTES
  const hour = `${prefix}h${Math.floor(row / ROWS_OF_HOUR)}`
  return minutes === 0 ? [hour] : [hour, `${prefix}m${String(minutes).padStart(2, '0')}`]
}
