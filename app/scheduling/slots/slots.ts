import { type SeatsTaken, addBlockedStarts, addFullStarts, seatsTakenOf } from './claims.js'
import { DAY, type Day } from '#scheduling/time/dates'
import {
  type OpenTime,
  clockAround,
  fittingStarts,
  gridsOf,
  openTimeOf,
  startsWithin,
} from './grid.js'
import { addReachedDays, hostLimits, serviceLimits, withoutJoined } from './limits.js'
import { withSessions } from './sessions.js'
import {
  type Edges,
  type LooseSpans,
  addSpans,
  looseSpans,
  subtract,
  unite,
} from '#scheduling/time/spans'
import { goesAlong, withRoom } from './rooms.js'
import { offersOf } from './team.js'
import {
  type BookableDates,
  type DaySpan,
  assertUsable,
  bookableDates,
  bookableEnd,
  earliestStart,
  firstBookableDay,
  isPastDeadline,
} from '#scheduling/rules/terms'
import type { HostCalendar, Instant, Question, Slot, Span } from '#scheduling/types'
import { type Clock, addDays, dayAt } from '#scheduling/time/zones'

export interface CompiledHost {
  hostId: number
  grids: LooseSpans
  /** A slot may start here, wherever a grid has a start. */
  allowed: Edges
  seatsTaken: SeatsTaken
}

interface OpenHost {
  host: HostCalendar
  dates: BookableDates
  /** The part of the range with dates on which the host may be booked. */
  window: Span
  time: OpenTime
}

/** Good for as long as the question is: `slotsOf` only sweeps over it. */
export interface CompiledQuestion {
  question: Question
  hosts: CompiledHost[]
  /** Of which one goes along; null where none does. */
  rooms?: CompiledHost[] | null
}

/** With starts in the range, earliest first. */
export function findSlots(question: Question): Slot[] {
  const { sessions = [], isPlannedOnly = false, seatsWanted = 1, rules } = question
  const hasGrid = !isPlannedOnly && seatsWanted <= rules.capacity
  const grid = hasGrid ? slotsOf(compile(question)) : []
  return sessions.length > 0 ? withSessions(question, grid) : grid
}

export function compile(question: Question): CompiledQuestion {
  assertUsable(question.rules)
  const { rules, range, mode, hosts } = question
  if (!rules.isActive || isPastDeadline(question)) return { question, hosts: [] }

  const start = Math.max(range.start, earliestStart(question))
  const open = hosts.flatMap((host) => openHost(host, question, { start, end: range.end }))
  const isPossible = open.length > 0 && (mode === 'any' || open.length === hosts.length)
  const compiled = isPossible ? compileHosts(open, question) : []
  const isAlong = goesAlong(question)
  if (!hosts.some(isAlong)) return { question, hosts: compiled }

  const roomIds = new Set(hosts.filter(isAlong).map(({ hostId }) => hostId))
  return {
    question,
    hosts: compiled.filter(({ hostId }) => !roomIds.has(hostId)),
    rooms: compiled.filter(({ hostId }) => roomIds.has(hostId)),
  }
}

export function slotsOf({ question, hosts, rooms }: CompiledQuestion): Slot[] {
  const { rules, mode } = question
  const free = hosts.map(({ hostId, grids, allowed, seatsTaken }) => ({
    hostId,
    seatsTaken,
    starts: startsWithin(grids, allowed, rules.slotIntervalMinutes),
  }))
  const slots = offersOf(free, rules, mode)
  return rooms ? withRoom(slots, rooms) : slots
}

/** At or after `from`, as far as bookings are taken; the range is not used. */
export function nextOpening(question: Question, from: Instant): Slot | null {
  const firstDay = firstBookableDay(question.rules)
  const start = Math.max(from, earliestStart(question), (firstDay - 2) * DAY)
  // Where a midnight repeats, the last date comes back after its end.
  const end = bookableEnd(question, start) + DAY

  for (let open = start, length = 7 * DAY; open < end; open += length, length *= 2) {
    const range = { start: open, end: Math.min(open + length, end) }
    const [first] = findSlots({ ...question, range })
    if (first) return first
  }
  return null
}

function openHost(host: HostCalendar, question: Question, range: Span): OpenHost[] {
  const dates = bookableDates(question, host.timeZone)
  const lastDay = Math.min(dates.lastDay, dates.horizonDay)
  const window = {
    start: Math.max(range.start, (dates.firstDay - 2) * DAY),
    end: Math.min(range.end, (lastDay + 3) * DAY),
  }
  if (window.start >= window.end) return []
  return [{ host, dates, window, time: openTimeOf(host, question.rules, window) }]
}

function compileHosts(open: readonly OpenHost[], question: Question): CompiledHost[] {
  const window = {
    start: Math.min(...open.map((each) => each.window.start)),
    end: Math.max(...open.map((each) => each.window.end)),
  }
  const clock = clockAround(question.timeZone, window)
  const shared = { dates: looseSpans(), reached: looseSpans() }
  addOtherDays(shared.dates, clock, window, open[0].dates.firstDay, open[0].dates.lastDay)
  addExcludedDays(shared.dates, clock, window, open[0].dates.excluded)
  addReachedDays(shared.reached, serviceLimits(question, clock), window)

  const times = open.map(({ time }) => time)
  const grids = gridsOf(times, question, window)
  return open.map((each, index) => compileHost(each, question, grids[index], shared))
}

function compileHost(
  { host, time, window, dates }: OpenHost,
  { rules }: Question,
  grids: LooseSpans,
  shared: { dates: LooseSpans; reached: LooseSpans }
): CompiledHost {
  const seatsTaken = seatsTakenOf(host, rules)
  const refused = looseSpans()
  addSpans(refused, shared.dates)
  addOtherDays(refused, time.clock, window, -Infinity, dates.horizonDay)
  addBlockedStarts(refused, host, rules)
  addFullStarts(refused, seatsTaken, rules.capacity)

  const reached = looseSpans()
  addSpans(reached, shared.reached)
  addReachedDays(reached, hostLimits(host, rules, time.clock), window)
  addSpans(refused, withoutJoined(reached, seatsTaken))

  const fitting = fittingStarts(time.open, rules.durationMinutes)
  const allowed = subtract(fitting, unite(refused), window.start, window.end)
  return { hostId: host.hostId, grids, allowed, seatsTaken }
}

function addExcludedDays(
  spans: LooseSpans,
  clock: Clock,
  window: Span,
  excluded: readonly DaySpan[]
): void {
  const [from, until] = [dayAt(clock, window.start) - 1, dayAt(clock, window.end) + 2]
  for (const { first, last } of excluded) {
    const day = Math.max(first, from)
    const end = Math.min(last + 1, until)
    if (day < end) addDays(spans, clock, day, end)
  }
}

function addOtherDays(
  spans: LooseSpans,
  clock: Clock,
  window: Span,
  firstDay: Day,
  lastDay: Day
): void {
  addDays(spans, clock, dayAt(clock, window.start) - 1, firstDay)
  addDays(spans, clock, lastDay + 1, dayAt(clock, window.end) + 2)
}
