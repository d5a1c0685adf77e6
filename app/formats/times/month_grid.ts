import { dateFormat, kept } from '#formats/words/intl'
import { DAY, type Day, dateOf, dayOf } from '#scheduling/time/dates'

export interface MonthDay {
  date: string
  number: number
  isToday: boolean
  /** Whether its month is said with it: at the beginning, and where it changes. */
  namesMonth: boolean
  /** Whether the line between two months runs above it, or before it. */
  isInFirstWeek: boolean
  isFirst: boolean
  count: number
  /** Quarters of the fullest day shown, from 1 to 4; 0 for none. */
  free: number
}

export interface StripDay extends MonthDay {
  turnsWeek: boolean
}

export interface WeekdayName {
  short: string
  long: string
}

/** "2026-12-01", for the weeks in which a month begins. */
export function firstOf(month: string | undefined): string | null {
  return month ? `${month}-01` : null
}

/** How many weeks a calendar shows at once. */
export const WEEKS_SHOWN = 5

/** Weeks of days from one on; null for those that are over before today. */
export function weeksGrid(
  first: Day,
  counts: ReadonlyMap<string, number>,
  today: string
): (MonthDay | null)[][] {
  const most = Math.max(1, ...counts.values())
  const shown = Math.max(first, dayOf(today))
  const dayAt = (day: Day): MonthDay | null => {
    if (day < shown) return null
    const date = dateOf(day)
    const count = counts.get(date) ?? 0
    const number = Number(date.slice(8))
    return {
      date,
      number,
      isToday: date === today,
      namesMonth: number === 1 || day === shown,
      isInFirstWeek: number <= 7 && day - number >= shown,
      isFirst: number === 1 && day > shown && (day - first) % 7 > 0,
      count,
      free: Math.ceil((4 * count) / most),
    }
  }
  return Array.from({ length: WEEKS_SHOWN }, (_, week) =>
    Array.from({ length: 7 }, (_day, weekday) => dayAt(first + 7 * week + weekday))
  )
}

/** The days that have something free, in one row. */
export function dayStrip(weeks: readonly (readonly (MonthDay | null)[])[]): StripDay[] {
  const strip: StripDay[] = []
  for (const week of weeks) {
    const free = week.filter((day) => day !== null).filter(({ count }) => count > 0)
    for (const [index, day] of free.entries()) {
      const before = strip.at(-1)
      const namesMonth = before?.date.slice(0, 7) !== day.date.slice(0, 7)
      strip.push({ ...day, namesMonth, turnsWeek: index === 0 && before !== undefined })
    }
  }
  return strip
}

const weekdays = new Map<string, WeekdayName[]>()

export function weekdayNames(locale: string, weekStartsOn: number): WeekdayName[] {
  return kept(weekdays, `${weekStartsOn} ${locale}`, () => {
    const sunday = dayOf('2026-02-01')
    return Array.from({ length: 7 }, (_, index) => {
      const day = (sunday + ((weekStartsOn + index) % 7)) * DAY
      const name = (style: 'weekday' | 'shortWeekday' | 'narrowWeekday') =>
        dateFormat(style, 'UTC', locale).format(day)
      // In Arabic every name begins with the article.
      const short = isArabic(locale) ? name('narrowWeekday') : name('shortWeekday').slice(0, 2)
      return { short, long: name('weekday') }
    })
  })
}

function isArabic(locale: string): boolean {
  return locale.split('-')[0] === 'ar'
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
