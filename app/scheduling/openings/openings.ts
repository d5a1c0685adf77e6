import { DAY, type Day, MINUTE, dayOf, minutesOf, weekdayOf } from '#scheduling/time/dates'
import {
  type Edges,
  type LooseSpans,
  addEdges,
  addSpan,
  looseSpans,
  sortedByStart,
  unite,
} from '#scheduling/time/spans'
import type { Instant, WallWindow, Weekday, WeeklyRange, WorkingHours } from '#scheduling/types'
import { type Clock, dayExists, instantOf, steadyOffset } from '#scheduling/time/zones'

export const ROUND_THE_CLOCK: readonly WeeklyRange[] = (
  [0, 1, 2, 3, 4, 5, 6] satisfies Weekday[]
).map((weekday) => ({ weekday, start: '00:00', end: '24:00' }))

/** Minutes after the midnight at which the date begins; an end may lie on the next date. */
export interface Window {
  start: number
  end: number
}

interface DayHours {
  windows: Window[]
  /** All that matters on a day without an offset change. */
  united: Window[]
}

export interface Hours {
  weekly: DayHours[]
  overrides: Map<Day, DayHours>
}

export function readHours({ weeklyHours, overrides }: WorkingHours): Hours {
  const weekly: Window[][] = [[], [], [], [], [], [], []]
  for (const range of weeklyHours) weekly[range.weekday].push(readWindow(range))

  const byDay = new Map<Day, DayHours>()
  for (const { date, windows } of overrides)
    byDay.set(dayOf(date), dayHours(windows.map(readWindow)))
  return { weekly: weekly.map(dayHours), overrides: byDay }
}

/** Openings that begin on `first` to `last`, both included, sorted; two dates may overlap. */
export function openingsBetween(hours: Hours, clock: Clock, first: Day, last: Day): LooseSpans {
  const openings = looseSpans()
  for (let day = first; day <= last; day++) {
    const { windows, united } = hours.overrides.get(day) ?? hours.weekly[weekdayOf(day)]
    if (windows.length === 0) continue

    const offset = steadyOffset(clock, day)
    if (offset === null) {
      addEdges(openings, openingsNearChange(windows, clock, day))
    } else {
      const midnight = day * DAY - offset
      for (const { start, end } of united) {
        addSpan(openings, midnight + start * MINUTE, midnight + end * MINUTE)
      }
    }
  }
  // Where a gap swallows a date's last hour, its late openings begin after the next date's.
  return sortedByStart(openings)
}

/** Each wall time is converted by itself, since a gap can move openings or turn them inside out. */
export function openingsNearChange(windows: readonly Window[], clock: Clock, day: Day): Edges {
  const openings = looseSpans()
  if (dayExists(clock, day)) {
    const instantAfter = (minutes: number): Instant =>
      instantOf(clock, day * DAY + minutes * MINUTE)
    for (const { start, end } of windows) {
      addSpan(openings, instantAfter(start), instantAfter(end))
    }
  }
  return unite(openings)
}

function dayHours(windows: Window[]): DayHours {
  if (windows.length < 2) return { windows, united: windows }

  const united: Window[] = []
  for (const { start, end } of windows.toSorted((a, b) => a.start - b.start)) {
    const before = united.at(-1)
    if (before && start <= before.end) before.end = Math.max(before.end, end)
    else united.push({ start, end })
  }
  return { windows, united }
}

export function readWindow(range: WallWindow): Window {
  const start = minutesOf(range.start)
  const end = minutesOf(range.end)
  return { start, end: end <= start ? end + 24 * 60 : end }
}
