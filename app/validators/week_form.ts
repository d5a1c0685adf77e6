import { Exception } from '@adonisjs/core/exceptions'
import type { Weekday, WeeklyRange } from '#scheduling/types'

export interface RangeRow {
  from: string
  to: string
}

/** One day of the form. A closed day keeps a range, ready for when it is ticked. */
export interface DayRow {
  weekday: Weekday
  isOpen: boolean
  ranges: RangeRow[]
}

const WEEKDAYS: Weekday[] = [0, 1, 2, 3, 4, 5, 6]
const WORKING_DAYS: Weekday[] = [1, 2, 3, 4, 5]
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

/**
 * The seven days as they were posted. The form always sends them all, so a body without one, or of
 * another shape, is no week: read as one, it would close what it does not name.
 */
export function readWeek(body: Record<string, unknown>): DayRow[] {
  const days = asRecord(body.days)
  return WEEKDAYS.map((weekday) => {
    const { open, ranges: posted } = asRecord(days[`d${weekday}`])
    const isOpen = asText(open) !== ''
    const ranges = Object.values(asRecord(posted)).slice(0, MOST_RANGES).map(asRange)
    return { weekday, isOpen, ranges: ranges.length ? ranges : [USUAL] }
  })
}

/** What a button of the form asks for: `add=1`, `remove=1.0`, `copy=1`; null when it is to save. */
export function rearrange(days: DayRow[], body: Record<string, unknown>): DayRow[] | null {
  if (body.add !== undefined) return addRange(days, Number(body.add))
  if (body.remove !== undefined) return removeRange(days, asText(body.remove))
  if (body.copy !== undefined) return copyToWorkingDays(days, Number(body.copy))
  return null
}

function addRange(days: DayRow[], weekday: number): DayRow[] {
  return days.map((day) => {
    if (day.weekday !== weekday) return day
    if (!day.isOpen) return { ...day, isOpen: true }
    return { ...day, ranges: [...day.ranges, { from: '', to: '' }].slice(0, MOST_RANGES) }
  })
}

function removeRange(days: DayRow[], which: string): DayRow[] {
  const [weekday, index] = which.split('.').map(Number)
  return days.map((day) => {
    if (day.weekday !== weekday) return day
    const ranges = day.ranges.filter((_, position) => position !== index)
    return ranges.length ? { ...day, ranges } : { ...day, isOpen: false, ranges: [USUAL] }
  })
}

function copyToWorkingDays(days: DayRow[], weekday: number): DayRow[] {
  const model = days.find((day) => day.weekday === weekday)
  if (!model) return days
  return days.map((day) =>
    WORKING_DAYS.includes(day.weekday) ? { ...model, weekday: day.weekday } : day
  )
}

function asRange(value: unknown): RangeRow {
  const { from, to } = asRecord(value)
  return { from: asText(from), to: asText(to) }
}

function asRecord(value: unknown): Record<string, unknown> {
  if (value === null || typeof value !== 'object') throw malformedWeek()
  return { ...value }
}

/** A field left empty, or a tick left out, is null or nothing. */
function asText(value: unknown): string {
  if (value !== null && value !== undefined && typeof value !== 'string') throw malformedWeek()
  return value ?? ''
}

function malformedWeek() {
  return new Exception('The days of the week are missing or not well formed.', {
    status: 422,
    code: 'E_MALFORMED_WEEK',
  })
}
