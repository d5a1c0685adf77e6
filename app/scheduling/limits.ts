import { type Day, weekStart } from './dates.js'
import type { OpenTime } from './grid.js'
import type { LooseSpans } from './spans.js'
import type { HostCalendar, Instant, LimitOwner, Question, Weekday } from './types.js'
import { type Clock, addDays, dayAt } from './zones.js'

/** A day, or a week that begins on the given weekday. */
interface Period {
  unit: 'day' | 'week'
  weekStartsOn: Weekday
}

/** At most `most` bookings in a period of the host's calendar, and how many there are by its first day. */
export interface Limit extends Period {
  owner: LimitOwner
  most: number
  counts: ReadonlyMap<Day, number>
}

/** The limits that apply to a host: its own over all its claims, the service's over its bookings. */
export function limitsOf(host: HostCalendar, question: Question, clock: Clock): Limit[] {
  const { rules, serviceStarts, weeklyStarts = serviceStarts } = question
  const limits: Limit[] = []

  const limit = (
    owner: LimitOwner,
    unit: Period['unit'],
    most: number | null | undefined,
    startsOf: () => readonly Instant[]
  ): void => {
    if (most === null || most === undefined) return
    const period = { unit, weekStartsOn: rules.weekStartsOn }
    limits.push({ ...period, owner, most, counts: countBy(period, startsOf(), clock) })
  }
  const ofHost = () => host.taken.map((claim) => claim.start)

  limit('host', 'day', host.dailyLimit, ofHost)
  limit('host', 'week', host.weeklyLimit, ofHost)
  limit('service', 'day', rules.dailyLimit, () => serviceStarts)
  limit('service', 'week', rules.weeklyLimit, () => weeklyStarts)
  return limits
}

export function isReached(limit: Limit, day: Day): boolean {
  return (limit.counts.get(firstDayOf(limit, day)) ?? 0) >= limit.most
}

/** Adds the instants of every day on which a limit is reached. */
export function addReachedDays(
  spans: LooseSpans,
  limits: readonly Limit[],
  { clock, firstDay, lastDay }: Pick<OpenTime, 'clock' | 'firstDay' | 'lastDay'>
): void {
  for (const limit of limits) {
    for (let day = firstDay; day <= lastDay; day++) {
      if (isReached(limit, day)) addDays(spans, clock, day, day + 1)
    }
  }
}

export function firstDayOf({ unit, weekStartsOn }: Period, day: Day): Day {
  return unit === 'day' ? day : weekStart(day, weekStartsOn)
}

function countBy(period: Period, starts: readonly Instant[], clock: Clock): Map<Day, number> {
  const counts = new Map<Day, number>()
  for (const start of starts) {
    const day = firstDayOf(period, dayAt(clock, start))
    counts.set(day, (counts.get(day) ?? 0) + 1)
  }
  return counts
}
