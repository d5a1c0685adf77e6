import type { SeatsTaken } from './claims.js'
import { type Day, weekStart } from '#scheduling/time/dates'
import {
  type LooseSpans,
  addEdges,
  addSpan,
  looseSpans,
  subtract,
  unite,
} from '#scheduling/time/spans'
import type {
  HostCalendar,
  Instant,
  LimitOwner,
  Question,
  SlotRules,
  Span,
  TakenSpan,
  Weekday,
} from '#scheduling/types'
import { type Clock, addDays, dayAt } from '#scheduling/time/zones'

interface Period {
  unit: 'day' | 'week'
  weekStartsOn: Weekday
}

export interface Limit extends Period {
  owner: LimitOwner
  /** The host's for its own limits, the business's for a service's. */
  clock: Clock
  most: number
  counts: ReadonlyMap<Day, number>
}

/** Over all that is taken of the host. */
export function hostLimits(host: HostCalendar, rules: SlotRules, clock: Clock): Limit[] {
  const { dailyLimit: day, weeklyLimit: week } = host
  const starts = () => countedStarts(host.taken, rules)
  return limitsOf('host', clock, rules, { day, week }, { day: starts, week: starts })
}

/** Over the service's (or link's) bookings, whoever gives them. */
export function serviceLimits(question: Question, clock: Clock): Limit[] {
  const { rules, serviceStarts, weeklyStarts = serviceStarts } = question
  const { dailyLimit: day, weeklyLimit: week } = rules
  const starts = { day: () => serviceStarts, week: () => weeklyStarts }
  return limitsOf('service', clock, rules, { day, week }, starts)
}

export function isReached(limit: Limit, moment: Instant): boolean {
  return isReachedOn(limit, dayAt(limit.clock, moment))
}

export function periodOf(limit: Limit, moment: Instant): Day {
  return firstDayOf(limit, dayAt(limit.clock, moment))
}

export function addReachedDays(spans: LooseSpans, limits: readonly Limit[], window: Span): void {
  for (const limit of limits) {
    const last = dayAt(limit.clock, window.end) + 1
    for (let day = dayAt(limit.clock, window.start) - 1; day <= last; day++) {
      if (isReachedOn(limit, day)) addDays(spans, limit.clock, day, day + 1)
    }
  }
}

/** Joining a group session adds nothing to what the limits count. */
export function withoutJoined(reached: LooseSpans, seatsTaken: SeatsTaken): LooseSpans {
  if (seatsTaken.size === 0) return reached
  const joined = looseSpans()
  for (const start of seatsTaken.keys()) addSpan(joined, start, start + 1)
  const left = looseSpans()
  addEdges(left, subtract(unite(reached), unite(joined), -Infinity, Infinity))
  return left
}

type PerUnit<Value> = Record<Period['unit'], Value>

function limitsOf(
  owner: LimitOwner,
  clock: Clock,
  { weekStartsOn }: SlotRules,
  most: PerUnit<number | null | undefined>,
  startsOf: PerUnit<() => readonly Instant[]>
): Limit[] {
  return (['day', 'week'] as const).flatMap((unit) => {
    const limit = most[unit]
    if (limit === null || limit === undefined) return []
    const period = { unit, weekStartsOn }
    const counts = countBy(period, startsOf[unit](), clock)
    return [{ ...period, owner, clock, most: limit, counts }]
  })
}

/** Bookings of one service at one time are a group session, and count once. */
function countedStarts(taken: readonly TakenSpan[], { capacity }: SlotRules): readonly Instant[] {
  if (capacity === 1) return taken.map(({ start }) => start)
  const sessions = new Map<string, Instant>()
  const starts: Instant[] = []
  for (const { start, end, sameService } of taken) {
    if (sameService) sessions.set(`${start} ${end}`, start)
    else starts.push(start)
  }
  return [...starts, ...sessions.values()]
}

function isReachedOn(limit: Limit, day: Day): boolean {
  return (limit.counts.get(firstDayOf(limit, day)) ?? 0) >= limit.most
}

function firstDayOf({ unit, weekStartsOn }: Period, day: Day): Day {
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
