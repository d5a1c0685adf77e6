import { DateTime } from 'luxon'
import type { DateHours, HostCalendar, Question, Span, WeeklyRange } from '#scheduling/types'

const MINUTE = 60_000
const TIME_ZONE = 'Europe/Berlin'
const FIRST_DAY = DateTime.fromISO('2027-01-04', { zone: TIME_ZONE })
const WEEKDAYS = [1, 2, 3, 4, 5] as const

const WEEKLY_HOURS: WeeklyRange[] = WEEKDAYS.flatMap((weekday) => [
  { weekday, start: '09:00', end: '12:00' },
  { weekday, start: '13:00', end: '17:00' },
])

/**
 * Workload W: Monday to Friday 09:00–12:00 and 13:00–17:00 in Berlin, half hours every quarter with
 * 15 minutes of buffer on both sides, four busy intervals a weekday, ten overrides.
 */
export function workload(days: number, hosts: number): Question {
  const start = FIRST_DAY.toMillis()
  return {
    now: start,
    timeZone: TIME_ZONE,
    range: { start, end: FIRST_DAY.plus({ days }).toMillis() },
    rules: {
      durationMinutes: 30,
      slotIntervalMinutes: 15,
      bufferBeforeMinutes: 15,
      bufferAfterMinutes: 15,
      minimumNoticeMinutes: 0,
      horizonDays: null,
      weekStartsOn: 1,
      capacity: 1,
      isActive: true,
    },
    hosts: Array.from({ length: hosts }, (_, index) => host(index + 1, days)),
    mode: 'any',
    serviceStarts: [],
  }
}

/** The same with bookings for each host, spread over the range: without pattern, many of them overlap. */
export function withBookings(question: Question, bookings: number): Question {
  const { start, end } = question.range
  const places = Math.floor((end - start) / MINUTE / 5)
  const hosts = question.hosts.map((calendar) => {
    const next = dice(calendar.hostId)
    const taken = Array.from({ length: bookings }, () => {
      const begins = start + ((next(32_768) * 32_768 + next(32_768)) % places) * 5 * MINUTE
      const buffers = { bufferBeforeMinutes: 0, bufferAfterMinutes: 5 }
      return { start: begins, end: begins + 10 * MINUTE, ...buffers, seats: 1, sameService: true }
    })
    return { ...calendar, taken: taken.sort((a, b) => a.start - b.start) }
  })
  return { ...question, hosts }
}

function host(hostId: number, days: number): HostCalendar {
  return {
    hostId,
    timeZone: TIME_ZONE,
    weeklyHours: WEEKLY_HOURS,
    overrides: overrides(hostId, days),
    busy: busy(hostId, days),
    taken: [],
  }
}

function overrides(hostId: number, days: number): DateHours[] {
  return Array.from({ length: 10 }, (_, index) => {
    const day = Math.floor(((index + hostId / 10) * days) / 11)
    const date = FIRST_DAY.plus({ days: day }).toISODate() ?? ''
    return { date, windows: index % 2 === 0 ? [] : [{ start: '10:00', end: '15:00' }] }
  })
}

function busy(hostId: number, days: number): Span[] {
  const spans: Span[] = []
  const next = dice(hostId)
  for (let day = 0; day < days; day++) {
    const date = FIRST_DAY.plus({ days: day })
    if (date.weekday > 5) continue
    for (const hour of [9, 11, 13, 15]) {
      const begins = date.set({ hour, minute: 5 * next(18) })
      spans.push({
        start: begins.toMillis(),
        end: begins.plus({ minutes: 10 + 5 * next(5) }).toMillis(),
      })
    }
  }
  return spans
}

/** A small repeatable sequence: every run measures the same calendar. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor(state / 65_536) % sides
  }
}
