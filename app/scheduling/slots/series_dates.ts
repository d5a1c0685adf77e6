import { dateOf, dayOf } from '#scheduling/time/dates'

interface Rhythm {
  /** `YYYY-MM-DD`. */
  firstDate: string
  /** Included; null has no end. */
  lastDate: string | null
  everyWeeks: number
}

/** From `today`, or the first date if later, to `daysAhead` days after it, both included. */
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
