import type { PageService } from '#queries/pages/find_business_page'
import { hasStartToWaitFor } from '#scheduling/reasons/waiting'
import { type Day, MINUTE, dayOf } from '#scheduling/time/dates'
import { clockOf, dayAt, daySpan } from '#scheduling/time/zones'
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
  const { durationMinutes } = question.rules
  const counts = (start: Instant) => !isLeftOut({ start, end: start + durationMinutes * MINUTE })
  const held = heldDays(question, timeZone)
  const mayComeFree = (on: string) =>
    (held === null || held.has(dayOf(on))) &&
    hasStartToWaitFor(question, daySpan(on, timeZone), counts)
  const empty = weeks.flat().filter((day) => day !== null && day.count === 0)
  const taken = empty.flatMap((day) => (day && day.date <= lastDate ? [day.date] : []))
  return {
    fullDates: [...new Set([...fullDates, ...taken.filter(mayComeFree)])].toSorted(),
    hasTaken: date !== null && mayComeFree(date),
  }
}

/** On which something is held, which is quickly told; null where a limit may close other days, too. */
function heldDays({ hosts, rules, range }: Question, timeZone: string): Set<Day> | null {
  const { dailyLimit, weeklyLimit } = rules
  if (dailyLimit || weeklyLimit || hosts.some((host) => host.weeklyLimit)) return null
  const clock = clockOf(timeZone, range)
  const days = new Set<Day>()
  for (const { taken, busy } of hosts) {
    for (const { start, end } of [...taken, ...busy]) {
      const last = dayAt(clock, Math.min(end, range.end) - 1)
      for (let day = dayAt(clock, Math.max(start, range.start)); day <= last; day++) days.add(day)
    }
  }
  return days
}
