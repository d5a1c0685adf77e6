import type { Weekday, WeeklyRange } from '#scheduling/types'
import { recordIn, textIn } from '#validators/nested_fields'

export interface RangeRow {
  from: string
  to: string
}

/** A closed day keeps a range, ready for when it is ticked. */
export interface DayRow {
  weekday: Weekday
  isOpen: boolean
  ranges: RangeRow[]
}

const WEEKDAYS: Weekday[] = [0, 1, 2, 3, 4, 5, 6]
const MOST_RANGES = 8
const USUAL: RangeRow = { from: '09:00', to: '17:00' }

export function weekOf(hours: readonly WeeklyRange[]): DayRow[] {
  return WEEKDAYS.map((weekday) => {
    const ranges = hours
      .filter((range) => range.weekday === weekday)
      .map(({ start, end }) => ({ from: start, to: end }))
      .sort((one, other) => one.from.localeCompare(other.from))
    return { weekday, isOpen: ranges.length > 0, ranges: ranges.length ? ranges : [USUAL] }
  })
}

/** A body without all seven days is refused: it would close the days it does not name. */
export function readWeek(body: Record<string, unknown>): DayRow[] {
  const days = recordIn(body.days)
  return WEEKDAYS.map((weekday) => {
    const { open, ranges: submitted } = recordIn(days[`d${weekday}`])
    const isOpen = textIn(open) !== ''
    const ranges = readRanges(submitted)
    return { weekday, isOpen, ranges: ranges.length ? ranges : [USUAL] }
  })
}

export interface Rearranged {
  days: DayRow[]
  focus: Weekday | null
  copied?: Weekday
}

/** The form's buttons send `add=1`, `remove=1.0`, `copy=1` or `copy_to=1`; null means save. */
export function rearrange(days: DayRow[], body: Record<string, unknown>): Rearranged | null {
  const { add, remove, copy, copy_to: copyTo } = body
  if (add !== undefined) return { days: addRange(days, Number(add)), focus: asWeekday(add) }
  if (remove !== undefined) {
    const which = textIn(remove)
    return { days: removeRange(days, which), focus: asWeekday(which.split('.')[0]) }
  }
  if (copy !== undefined) {
    const copied = asWeekday(copy)
    return { days, focus: copied, ...(copied !== null && { copied }) }
  }
  if (copyTo === undefined) return null
  const model = days.find(({ weekday }) => weekday === asWeekday(copyTo))
  const filled = model ? copyDay(days, model, chosenDays(body)) : days
  return { days: filled, focus: asWeekday(copyTo) }
}

export function copyDay(days: DayRow[], model: DayRow, onto: readonly Weekday[]): DayRow[] {
  return days.map((day) => (onto.includes(day.weekday) ? { ...model, weekday: day.weekday } : day))
}

export function chosenDays(body: Record<string, unknown>): Weekday[] {
  return WEEKDAYS.filter((weekday) => body[`copy_${weekday}`] !== undefined)
}

export function asWeekday(value: unknown): Weekday | null {
  return WEEKDAYS.find((weekday) => String(weekday) === String(value)) ?? null
}

function addRange(days: DayRow[], weekday: number): DayRow[] {
  return days.map((day) => {
    if (day.weekday !== weekday) return day
    return day.isOpen ? { ...day, ranges: withOneMore(day.ranges) } : { ...day, isOpen: true }
  })
}

function removeRange(days: DayRow[], which: string): DayRow[] {
  const [weekday, index] = which.split('.').map(Number)
  return days.map((day) => {
    if (day.weekday !== weekday) return day
    const ranges = without(day.ranges, index)
    return ranges.length ? { ...day, ranges } : { ...day, isOpen: false, ranges: [USUAL] }
  })
}

export function withOneMore(ranges: RangeRow[]): RangeRow[] {
  return [...ranges, { from: '', to: '' }].slice(0, MOST_RANGES)
}

export function without(ranges: RangeRow[], index: number): RangeRow[] {
  return ranges.filter((_, position) => position !== index)
}

export function readRanges(submitted: unknown): RangeRow[] {
  return Object.values(recordIn(submitted)).slice(0, MOST_RANGES).map(asRange)
}

function asRange(value: unknown): RangeRow {
  const { from, to } = recordIn(value)
  return { from: textIn(from), to: textIn(to) }
}
