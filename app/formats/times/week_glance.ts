import { dateFormat } from '#formats/words/intl'
import { formatWallTime } from '#formats/times/times'
import type { Weekday, WeeklyRange } from '#scheduling/types'

export interface DaysAlike {
  /** "Mon – Wed, Fri". */
  days: string
  /** "09:00 – 12:30, 13:00 – 17:00". */
  hours: string
}

const SHORTEST_RUN = 3

/** Days with the same hours are one entry; closed days are left out. */
export function weekGlance(
  week: readonly WeeklyRange[],
  firstDay: number,
  locale: string
): DaysAlike[] {
  const days = [0, 1, 2, 3, 4, 5, 6].map((offset) => ((firstDay + offset) % 7) as Weekday)
  const alike = Map.groupBy(days, (day) => hoursOf(week, day, locale))
  return [...alike]
    .filter(([hours]) => hours !== '')
    .map(([hours, same]) => ({ days: daysInWords(same, days, locale), hours }))
}

function hoursOf(week: readonly WeeklyRange[], day: Weekday, locale: string): string {
  return week
    .filter(({ weekday }) => weekday === day)
    .toSorted((one, other) => one.start.localeCompare(other.start))
    .map(({ start, end }) => [start, end].map((time) => formatWallTime(time, locale)).join(' – '))
    .join(', ')
}

function daysInWords(same: Weekday[], week: Weekday[], locale: string): string {
  return endsOfRuns(same, week)
    .map((ends) => ends.map((day) => nameOf(day, locale)).join(' – '))
    .join(', ')
}

/** Days that follow each other in the week as their first and last, others each by itself. */
export function endsOfRuns(days: readonly Weekday[], week: readonly Weekday[]): Weekday[][] {
  return runsOf(days, week).flatMap((run) =>
    run.length < SHORTEST_RUN ? run.map((day) => [day]) : [[run[0], run.at(-1)!]]
  )
}

function runsOf(days: readonly Weekday[], week: readonly Weekday[]): Weekday[][] {
  const runs: Weekday[][] = []
  for (const day of days) {
    const run = runs.at(-1)
    if (run && week.indexOf(day) === week.indexOf(run.at(-1)!) + 1) run.push(day)
    else runs.push([day])
  }
  return runs
}

function nameOf(day: Weekday, locale: string): string {
  // 4 January 1970 was a Sunday.
  return dateFormat('shortWeekday', 'UTC', locale).format(Date.UTC(1970, 0, 4 + day))
}
