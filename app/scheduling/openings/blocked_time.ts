import { DAY, type Day, MINUTE, dayOf } from '#scheduling/time/dates'
import { type LooseSpans, addEdges, addSpan, firstMet, looseSpans } from '#scheduling/time/spans'
import type { BlockedDates, HostCalendar, Span } from '#scheduling/types'
import { type Clock, addShown, clockOf, dayAt, steadyOffset } from '#scheduling/time/zones'
import { openingsNearChange, readWindow } from './openings.js'

const WEEK = 7

/** Of windows that begin on `first` to `last`, both included, in any order. */
export function blockedBetween(
  blocks: readonly BlockedDates[],
  clock: Clock,
  first: Day,
  last: Day
): LooseSpans {
  const blocked = looseSpans()
  for (const block of blocks) {
    const window = readWindow(block)
    for (const day of blockedDays(block, first, last)) {
      const midnight = day * DAY
      const offset = steadyOffset(clock, day)
      if (offset !== null) {
        addSpan(
          blocked,
          midnight + window.start * MINUTE - offset,
          midnight + window.end * MINUTE - offset
        )
        continue
      }
      // Neither what the clock shows nor what an opening of these times would be is ever open.
      addShown(blocked, clock, midnight + window.start * MINUTE, midnight + window.end * MINUTE)
      addEdges(blocked, openingsNearChange([window], clock, day))
    }
  }
  return blocked
}

export function isBlocked(
  { blocks = [], timeZone }: Pick<HostCalendar, 'blocks' | 'timeZone'>,
  span: Span
): boolean {
  if (blocks.length === 0) return false
  const clock = clockOf(timeZone, { start: span.start - 4 * DAY, end: span.end + 4 * DAY })
  const days = [dayAt(clock, span.start) - 2, dayAt(clock, span.end) + 1] as const
  return firstMet(blockedBetween(blocks, clock, ...days), span) !== null
}

/** From `first` to `last`, both included, ascending. */
export function blockedDays(block: BlockedDates, first: Day, last: Day): Day[] {
  const begins = dayOf(block.firstDate)
  const ends = Math.min(last, block.lastDate === null ? Infinity : dayOf(block.lastDate))
  const length = block.weeklyDays ?? WEEK
  const skipped = new Set(block.skippedDates.map(dayOf))
  const days: Day[] = []
  for (let day = Math.max(first, begins); day <= ends; day++) {
    if ((day - begins) % WEEK < length && !skipped.has(day)) days.push(day)
  }
  return days
}
