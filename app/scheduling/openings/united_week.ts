import { minutesOf } from '#scheduling/time/dates'
import type { WeeklyRange } from '#scheduling/types'

const DAY_MINUTES = 24 * 60

/** When at least one of them is open: ranges of one weekday that overlap or touch are one. */
export function unitedWeek(ranges: readonly WeeklyRange[]): WeeklyRange[] {
  const inOrder = ranges.toSorted(
    (one, other) => one.weekday - other.weekday || minutesOf(one.start) - minutesOf(other.start)
  )
  const united: WeeklyRange[] = []
  for (const range of inOrder) {
    const last = united.at(-1)
    if (last?.weekday !== range.weekday || minutesOf(range.start) > endOf(last)) united.push(range)
    else if (endOf(range) > endOf(last)) united[united.length - 1] = { ...last, end: range.end }
  }
  return united
}

/** Past midnight where it ends before it begins. */
function endOf({ start, end }: WeeklyRange): number {
  const [from, to] = [minutesOf(start), minutesOf(end)]
  return to <= from ? to + DAY_MINUTES : to
}
