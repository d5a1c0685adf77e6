import { hullOf, type Openings } from '#pages/owner/diary/openings'
import { type RowClock, passingMinutes, ROWS_OF_HOUR, type Rows } from '#pages/owner/diary/rows'
import { HOUR, MINUTE } from '#scheduling/time/dates'
import type { Span } from '#scheduling/types'

/** The part of a day that is drawn. */
export interface Shown {
  day: Span
  span: Span
  clock: RowClock
  within: Rows
  /** The fewest rows of an event. */
  least: number
}

/** Where nothing is open and nothing booked: hours after the day's begin. */
const EMPTY_DAY = { first: 8, last: 18 }

/** Five minutes are too little to draw: then an hour is twice as high. */
const FINE_MINUTES = 20

/** Whole hours around all that is open or booked on the day, past midnight if need be. */
export function shownOn(
  day: Span,
  openings: readonly Openings[],
  events: readonly Span[]
): Shown & { isFine: boolean } {
  const open = openings.flatMap(({ own }) => own ?? [])
  const theirs = events.filter(({ start, end }) => start < day.end && end > day.start)
  const hull = hullOf([...open, ...theirs])
  const hours = (instant: number) => (instant - day.start) / HOUR
  const first = hull ? Math.max(0, Math.floor(hours(hull.start))) : EMPTY_DAY.first
  const last = hull ? Math.ceil(hours(hull.end)) : EMPTY_DAY.last
  const isFine = theirs.some(({ start, end }) => end - start < FINE_MINUTES * MINUTE)
  return {
    day,
    span: { start: day.start + first * HOUR, end: day.start + last * HOUR },
    clock: passingMinutes(day.start),
    within: { from: first * ROWS_OF_HOUR, to: last * ROWS_OF_HOUR },
    least: isFine ? 2 : 3,
    isFine,
  }
}
