import { DAY, type Day, MINUTE, minutesOf } from '#scheduling/time/dates'
import { type LooseSpans, addSpan, looseSpans, sortedByStart } from '#scheduling/time/spans'
import type { Instant, StartTime } from '#scheduling/types'
import { type Clock, dayExists, instantOf } from '#scheduling/time/zones'

/** For dates from `first` to `last`, both included, sorted by start; a window excludes its end. */
export function startGridsBetween(
  startTimes: readonly StartTime[],
  clock: Clock,
  first: Day,
  last: Day
): LooseSpans {
  const entries = startTimes.map(readEntry)
  const grids = looseSpans()
  for (let day = first; day <= last; day++) {
    if (!dayExists(clock, day)) continue
    const midnight = day * DAY
    for (const { start, end } of entries) {
      const begins = instantOf(clock, midnight + start)
      addSpan(grids, begins, end === null ? begins + 1 : instantOf(clock, midnight + end))
    }
  }
  return sortedByStart(grids)
}

/** Each start is a grid of its own. */
export function startGridsOf(starts: readonly Instant[]): LooseSpans {
  const grids = looseSpans()
  for (const start of starts) addSpan(grids, start, start + 1)
  return sortedByStart(grids)
}

/** In milliseconds after midnight; an end may lie on the next date. */
function readEntry({ start, end }: StartTime): { start: number; end: number | null } {
  const begins = minutesOf(start) * MINUTE
  if (end === undefined || end === null) return { start: begins, end: null }
  const ends = minutesOf(end) * MINUTE
  return { start: begins, end: ends <= begins ? ends + DAY : ends }
}
