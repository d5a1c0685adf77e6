import type { PageService } from '#queries/pages/find_business_page'
import { startsToWaitFor } from '#scheduling/reasons/waiting'
import { MINUTE, dateOf } from '#scheduling/time/dates'
import { clockOf, dayAt, daySpan, startOfDay } from '#scheduling/time/zones'
import type { Instant, Question, Span } from '#scheduling/types'

interface Asked {
  service: PageService
  /** Dates that are to be booked beside one of these. */
  chosen: readonly Instant[]
  timeZone: string
  isLeftOut?: (slot: Span) => boolean
}

interface Shown {
  question: Question
  weeks: readonly (readonly ({ date: string; count: number } | null)[])[]
  date: string | null
  /** `YYYY-MM-DD`, the last that bookings are taken for. */
  lastDate: string
  /** Those of full sessions. */
  fullDates: string[]
}

/** Beside days of full sessions those of which every time is taken. A link's times are for few. */
export function daysToWaitFor(
  { service, chosen, timeZone, isLeftOut = () => false }: Asked,
  { question, weeks, date, lastDate, fullDates }: Shown
): { fullDates: string[]; hasTaken: boolean } {
  if (service.link || chosen.length > 0) return { fullDates, hasTaken: false }
  const empty = weeks.flat().flatMap((day) => (day && day.count === 0 ? [day.date] : []))
  const taken = empty.filter((each) => each <= lastDate)
  const days = [...taken, ...(date === null ? [] : [date])].toSorted()
  const [first, last] = [days.at(0), days.at(-1)]
  if (!first || !last) return { fullDates, hasTaken: false }

  const range = { start: startOfDay(timeZone, first), end: daySpan(last, timeZone).end }
  const clock = clockOf(timeZone, range)
  const length = question.rules.durationMinutes * MINUTE
  const starts = startsToWaitFor(question, range).filter(
    (start) => !isLeftOut({ start, end: start + length })
  )
  const waited = new Set(starts.map((start) => dateOf(dayAt(clock, start))))
  return {
    fullDates: [...new Set([...fullDates, ...taken.filter((day) => waited.has(day))])].toSorted(),
    hasTaken: date !== null && waited.has(date),
  }
}
