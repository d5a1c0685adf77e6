import { dateOf, dayOf } from '#scheduling/time/dates'
import type { Instant } from '#scheduling/types'
import { instantAt } from '#scheduling/time/zones'

export interface WeeklyRhythm {
  /** The first date, `YYYY-MM-DD`, and the wall time of all, `HH:MM`, both in `timeZone`. */
  date: string
  time: string
  timeZone: string
  weeksApart: number
  count: number
}

/** A clock change moves the instant, not the hour on the wall. */
export function weeklyStarts({ date, time, timeZone, weeksApart, count }: WeeklyRhythm): Instant[] {
  return Array.from({ length: count }, (_, step) =>
    instantAt(timeZone, dateOf(dayOf(date) + 7 * weeksApart * step), time)
  )
}
