import type { Weekday, WeeklyRange } from '#scheduling/types'
import { minutesOfTime } from '#validators/availability/wall_time'
import { checkRange, type WeekErrors } from '#validators/availability/week_check'

export const OPENING_FIELDS = ['open.from', 'open.to', 'lunch.from', 'lunch.to'] as const

const WEEKDAYS: Weekday[] = [0, 1, 2, 3, 4, 5, 6]
const DAY = 1440

export interface CheckedOpening {
  hours: WeeklyRange[]
  errors: WeekErrors
  /** What is wrong with it as a whole. */
  fault: 'no_day' | 'lunch_outside' | null
}

/** The same hours on every chosen day, with an hour for lunch or without one. */
export function checkOpening(values: Record<string, string>): CheckedOpening {
  const errors: WeekErrors = {}
  const of = (name: string) => ({
    from: values[`${name}.from`] ?? '',
    to: values[`${name}.to`] ?? '',
  })
  const open = checkRange(of('open'), 'open', errors)
  const { from, to } = of('lunch')
  const hasLunch = from.trim() !== '' || to.trim() !== ''
  const lunch = hasLunch ? checkRange({ from, to }, 'lunch', errors) : null
  if (!open || (hasLunch && !lunch)) return { hours: [], errors, fault: null }

  const days = WEEKDAYS.filter((weekday) => values[`day_${weekday}`] !== undefined)
  if (days.length === 0) return { hours: [], errors, fault: 'no_day' }
  const parts = lunch ? around(open, lunch) : [open]
  if (!parts) return { hours: [], errors, fault: 'lunch_outside' }
  return {
    hours: days.flatMap((weekday) => parts.map((part) => ({ weekday, ...part }))),
    errors,
    fault: null,
  }
}

/** The form that would make this week, were it the same on each day. */
export function typedOpening(week: readonly WeeklyRange[]): Record<string, string> {
  const byDay = WEEKDAYS.map((weekday) =>
    week
      .filter((range) => range.weekday === weekday)
      .toSorted((one, other) => one.start.localeCompare(other.start))
  )
  const [first, second] = byDay.find((ranges) => ranges.length > 0) ?? []
  const open = WEEKDAYS.filter((weekday) => byDay[weekday].length > 0)
  return {
    ...Object.fromEntries(open.map((weekday) => [`day_${weekday}`, 'on'])),
    ...(first && { 'open.from': first.start, 'open.to': (second ?? first).end }),
    ...(second && { 'lunch.from': first.end, 'lunch.to': second.start }),
  }
}

type Range = Pick<WeeklyRange, 'start' | 'end'>

/** Null where lunch is not within. */
function around(open: Range, lunch: Range): Range[] | null {
  const opens = minutesOfTime(open.start)
  const after = (time: string) => (minutesOfTime(time) - opens + DAY) % DAY
  const [closes, from, to] = [after(open.end) || DAY, after(lunch.start), after(lunch.end)]
  if (from === 0 || from >= to || to >= closes) return null
  return [
    { start: open.start, end: lunch.start },
    { start: lunch.end, end: open.end },
  ]
}
