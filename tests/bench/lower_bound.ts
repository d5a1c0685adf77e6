import { DateTime } from 'luxon'
import type { HostCalendar, Instant, Question } from '#scheduling/types'

const MINUTE = 60_000
const DAY = 1_440 * MINUTE

/**
 * The least work that answers workload W: no types of its own, no zones but Berlin, no limits,
 * seats or teams beyond a union, and numbers for an answer. Only for measuring the engine against.
 */
export function lowerBound(question: Question): Instant[] {
  const lists = question.hosts.map((host) => startsOf(compileByHand(host, question), question))
  return unionOf(lists, question)
}

export interface HandCompiled {
  openings: Instant[]
  blocked: Instant[]
}

/** Openings and blocked time as flat start, end, start, end lists. */
export function compileByHand(host: HostCalendar, { range, rules }: Question): HandCompiled {
  const weekly: number[][] = [[], [], [], [], [], [], []]
  for (const { weekday, start, end } of host.weeklyHours) {
    weekly[weekday].push(minutes(start), minutes(end))
  }
  const overrides = new Map<number, number[]>()
  for (const { date, windows } of host.overrides) {
    overrides.set(
      Date.parse(date) / DAY,
      windows.flatMap(({ start, end }) => [minutes(start), minutes(end)])
    )
  }

  const openings: Instant[] = []
  const lastDay = Math.floor(range.end / DAY)
  for (let day = Math.floor(range.start / DAY); day <= lastDay; day++) {
    const hours = overrides.get(day) ?? weekly[(day + 4) % 7]
    const midnight = day * DAY - berlinOffset(day)
    for (let index = 0; index < hours.length; index += 2) {
      openings.push(midnight + hours[index] * MINUTE, midnight + hours[index + 1] * MINUTE)
    }
  }

  const before = (rules.durationMinutes + rules.bufferAfterMinutes) * MINUTE
  const after = rules.bufferBeforeMinutes * MINUTE
  const blocked: Instant[] = []
  const spans = [...host.busy].sort((a, b) => a.start - b.start)
  for (const span of spans) blocked.push(span.start - before, span.end + after)
  return { openings, blocked }
}

export function startsOf(
  { openings, blocked }: HandCompiled,
  { range, rules }: Question
): Instant[] {
  const starts: Instant[] = []
  const step = rules.slotIntervalMinutes * MINUTE
  const duration = rules.durationMinutes * MINUTE
  let next = 0
  for (let index = 0; index < openings.length; index += 2) {
    const last = openings[index + 1] - duration
    for (let start = openings[index]; start <= last; start += step) {
      while (next < blocked.length && blocked[next + 1] <= start) next += 2
      if (next < blocked.length && blocked[next] < start) continue
      if (start >= range.start && start < range.end) starts.push(start)
    }
  }
  return starts
}

/** Every start of W lies on one grid, so a byte for each of its places is the quickest union. */
export function unionOf(lists: Instant[][], { range, rules }: Question): Instant[] {
  if (lists.length === 1) return lists[0]
  const step = rules.slotIntervalMinutes * MINUTE
  const free = new Uint8Array(Math.ceil((range.end - range.start) / step))
  for (const list of lists) {
    for (const start of list) free[(start - range.start) / step]++
  }

  const union: Instant[] = []
  let start = range.start
  for (const hosts of free) {
    if (hosts > 0) union.push(start)
    start += step
  }
  return union
}

const changes = new Map<number, { summer: number; winter: number }>()

/** CET and CEST by the dates of their change, which no opening of W straddles. */
function berlinOffset(day: number): number {
  const year = new Date(day * DAY).getUTCFullYear()
  let found = changes.get(year)
  if (!found) {
    found = { summer: lastSunday(year, 3), winter: lastSunday(year, 10) }
    changes.set(year, found)
  }
  return day >= found.summer && day < found.winter ? 120 * MINUTE : 60 * MINUTE
}

function lastSunday(year: number, month: number): number {
  const end = DateTime.utc(year, month).endOf('month').startOf('day')
  return end.minus({ days: end.weekday % 7 }).toMillis() / DAY
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}
