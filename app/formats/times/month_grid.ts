import { dateFormat, kept } from '#formats/words/intl'
import { DAY, dateOf, dayOf, weekdayOf } from '#scheduling/time/dates'

export interface MonthDay {
  date: string
  number: number
  isToday: boolean
  count: number
  /** Quarters of the month's fullest day, from 1 to 4; 0 for none. */
  free: number
}

export interface WeekdayName {
  short: string
  long: string
}

/** `month` is `YYYY-MM`; `weekStartsOn` is 0 for Sunday. */
export function monthGrid(
  month: string,
  counts: ReadonlyMap<string, number>,
  today: string,
  weekStartsOn: number
): (MonthDay | null)[][] {
  const first = dayOf(`${month}-01`)
  const length = dayOf(`${addMonths(month, 1)}-01`) - first
  const most = Math.max(1, ...counts.values())
  const lead = (weekdayOf(first) - weekStartsOn + 7) % 7
  const cells: (MonthDay | null)[] = Array.from({ length: lead }, () => null)

  for (let number = 1; number <= length; number++) {
    const date = dateOf(first + number - 1)
    const count = counts.get(date) ?? 0
    cells.push({
      date,
      number,
      isToday: date === today,
      count,
      free: Math.ceil((4 * count) / most),
    })
  }
  while (cells.length % 7) cells.push(null)
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7))
}

const weekdays = new Map<string, WeekdayName[]>()

export function weekdayNames(locale: string, weekStartsOn: number): WeekdayName[] {
  return kept(weekdays, `${weekStartsOn} ${locale}`, () => {
    const sunday = dayOf('2026-02-01')
    return Array.from({ length: 7 }, (_, index) => {
      const day = (sunday + ((weekStartsOn + index) % 7)) * DAY
      const name = (style: 'weekday' | 'shortWeekday') =>
        dateFormat(style, 'UTC', locale).format(day)
      return { short: name('shortWeekday').slice(0, 2), long: name('weekday') }
    })
  })
}

/** A moment to format in UTC. */
export function dayMoment(date: string): number {
  return Date.parse(`${date}T00:00:00Z`)
}

export function addMonths(month: string, count: number): string {
  const [year, number] = month.split('-').map(Number)
  const months = year * 12 + number - 1 + count
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
}
