import type { WeeklyRange } from '#scheduling/types'
import { minutesOfTime, readWallTime } from '#validators/availability/wall_time'
import type { DayRow, RangeRow } from '#validators/availability/week_form'

export type RangeError = 'not_a_time' | 'same' | 'inverted' | 'overlap' | 'no_hours'

/** By field name; `ranges` are the two hours that contradict each other. */
export type WeekErrors = Record<
  string,
  { code: RangeError; at?: string; ranges?: [WeeklyRange, WeeklyRange] }
>

interface Placed {
  range: WeeklyRange
  name: string
}

const DAY = 1440
const WEEK = 7 * DAY
/** A longer range past midnight is taken for a typing error. */
const LONGEST_NIGHT = 720

export function checkWeek(days: DayRow[]): { hours: WeeklyRange[]; errors: WeekErrors } {
  const errors: WeekErrors = {}
  const placed = days.filter(({ isOpen }) => isOpen).flatMap((day) => readDay(day, errors))
  for (const [index, { range, name }] of placed.entries()) {
    const clash = placed.slice(0, index).find((other) => overlap(other.range, range))
    if (clash) errors[`${name}.from`] = { code: 'overlap', ranges: [clash.range, range] }
  }
  return { hours: placed.map(({ range }) => range), errors }
}

function readDay({ weekday, ranges }: DayRow, errors: WeekErrors): Placed[] {
  const placed: Placed[] = []
  for (const [index, { from, to }] of ranges.entries()) {
    if (!from.trim() && !to.trim()) continue
    const name = `days.${weekday}.ranges.${index}`
    const range = checkRange({ from, to }, name, errors)
    if (range) placed.push({ range: { weekday, ...range }, name })
  }
  const hasError = Object.keys(errors).some((field) => field.startsWith(`days.${weekday}.`))
  if (placed.length === 0 && !hasError) {
    errors[`days.${weekday}.ranges.0.from`] = { code: 'no_hours' }
  }
  return placed
}

export function checkRange({ from, to }: RangeRow, name: string, errors: WeekErrors) {
  const start = readWallTime(from)
  const end = readWallTime(to, { isEnd: true })
  if (!start) errors[`${name}.from`] = { code: 'not_a_time' }
  if (!end) errors[`${name}.to`] = { code: 'not_a_time' }
  if (!start || !end) return null

  const range = { start, end }
  const { opens, closes } = minutesOfRange(range)
  if (start === end) errors[`${name}.to`] = { code: 'same' }
  else if (closes > DAY && closes - opens > LONGEST_NIGHT) {
    errors[`${name}.to`] = { code: 'inverted', at: start }
  } else return range
  return null
}

type WallRange = Pick<WeeklyRange, 'start' | 'end'>

function minutesOfRange({ start, end }: WallRange) {
  const opens = minutesOfTime(start)
  const closes = minutesOfTime(end)
  return { opens, closes: closes > opens ? closes : closes + DAY }
}

/** On one day, or where a night reaches into the next day's hours. */
function overlap(one: WeeklyRange, other: WeeklyRange): boolean {
  const [first, second] = [minutesOfWeek(one), minutesOfWeek(other)]
  return [-WEEK, 0, WEEK].some(
    (shift) => first.opens < second.closes + shift && second.opens + shift < first.closes
  )
}

function minutesOfWeek(range: WeeklyRange) {
  const { opens, closes } = minutesOfRange(range)
  const midnight = range.weekday * DAY
  return { opens: midnight + opens, closes: midnight + closes }
}
