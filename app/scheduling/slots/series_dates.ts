import { dateOf, dayOf } from '#scheduling/time/dates'

interface Rhythm {
  /** `YYYY-MM-DD`. */
  firstDate: string
  /** Included; null goes on. */
  lastDate: string | null
  everyWeeks: number
}

/**
 * The dates of a series from `today` until `daysAhead` later, both included; of one that is yet to
 * begin, from its first date until as much later.
 */
export function seriesDates(
  { firstDate, lastDate, everyWeeks }: Rhythm,
  today: string,
  daysAhead: number
): string[] {
  const step = everyWeeks * 7
  const first = dayOf(firstDate)
  const farthest = Math.max(dayOf(today), first) + daysAhead
  const end = Math.min(farthest, lastDate === null ? Infinity : dayOf(lastDate))
  const skipped = Math.max(0, Math.ceil((dayOf(today) - first) / step))
  const dates: string[] = []
  for (let day = first + skipped * step; day <= end; day += step) dates.push(dateOf(day))
  return dates
}
