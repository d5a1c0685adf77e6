import { dayOf, weekdayOf } from '#scheduling/time/dates'
import type { WorkingHours } from '#scheduling/types'

/**
 * Whether nothing opens on a date (`YYYY-MM-DD`): it was closed, or it is a weekday off. Whoever has
 * no weekly hours at all works by plan alone, and so has no weekday off.
 */
export function isClosedOn({ weeklyHours, overrides }: WorkingHours, date: string): boolean {
  const override = overrides.findLast((each) => each.date === date)
  if (override) return override.windows.length === 0
  const weekday = weekdayOf(dayOf(date))
  return weeklyHours.length > 0 && !weeklyHours.some((range) => range.weekday === weekday)
}
