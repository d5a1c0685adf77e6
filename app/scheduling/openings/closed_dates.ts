import { dayOf, weekdayOf } from '#scheduling/time/dates'
import type { WorkingHours } from '#scheduling/types'

/** Without weekly hours a host works by plan only, and so has no weekday off. */
export function isClosedOn({ weeklyHours, overrides }: WorkingHours, date: string): boolean {
  const override = overrides.findLast((each) => each.date === date)
  if (override) return override.windows.length === 0
  const weekday = weekdayOf(dayOf(date))
  return weeklyHours.length > 0 && !weeklyHours.some((range) => range.weekday === weekday)
}
