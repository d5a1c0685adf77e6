import { type SeatsTaken, addBlockedStarts, addFullStarts, seatsTakenOf } from './claims.js'
import { DAY } from './dates.js'
import { fittingStarts, openTimeOf, startsWithin } from './grid.js'
import { addReachedDays, limitsOf } from './limits.js'
import { withSessions } from './sessions.js'
import { type Edges, type LooseSpans, looseSpans, subtract, unite } from './spans.js'
import { offersOf } from './team.js'
import {
  assertUsable,
  earliestStart,
  firstBookableDay,
  isPastDeadline,
  lastBookableDay,
} from './terms.js'
import type { HostCalendar, Instant, Question, Slot, Span } from './types.js'
import { addDays } from './zones.js'

/** How far ahead the next opening is looked for when there is no horizon. */
const FARTHEST_SEARCH = 366 * DAY

/** A host's answer before the grid is laid over it: every rule as spans of integers. */
export interface CompiledHost {
  hostId: number
  grids: LooseSpans
  /** A slot may start here, wherever a grid has a start. */
  allowed: Edges
  seatsTaken: SeatsTaken
}

/** Good for as long as the question is: `slotsOf` only sweeps over it. */
export interface CompiledQuestion {
  question: Question
  hosts: CompiledHost[]
}

/** The slots on offer whose start lies in the range, earliest first. */
export function findSlots(question: Question): Slot[] {
  const { sessions = [], isPlannedOnly = false, seatsWanted = 1, rules } = question
  const hasGrid = !isPlannedOnly && seatsWanted <= rules.capacity
  const grid = hasGrid ? slotsOf(compile(question)) : []
  return sessions.length > 0 ? withSessions(question, grid) : grid
}

export function compile(question: Question): CompiledQuestion {
  assertUsable(question.rules)
  const { rules, range } = question
  if (!rules.isActive || isPastDeadline(question)) return { question, hosts: [] }

  const start = Math.max(range.start, earliestStart(question))
  return {
    question,
    hosts: question.hosts.map((host) => compileHost(host, question, { start, end: range.end })),
  }
}

export function slotsOf({ question, hosts }: CompiledQuestion): Slot[] {
  const { rules, mode } = question
  const free = hosts.map(({ hostId, grids, allowed, seatsTaken }) => ({
    hostId,
    seatsTaken,
    starts: startsWithin(grids, allowed, rules.slotIntervalMinutes),
  }))
  return offersOf(free, rules, mode)
}

/** The first slot at or after a moment, as far as the horizon or else a year; the range is not used. */
export function nextOpening(question: Question, from: Instant): Slot | null {
  const { horizonDays } = question.rules
  const firstDay = firstBookableDay(question.rules)
  const start = Math.max(from, earliestStart(question), (firstDay - 2) * DAY)
  // A host's date may be a day ahead of the one in UTC, and its last day ends up to a day later.
  const end =
    horizonDays === null ? start + FARTHEST_SEARCH : question.now + (horizonDays + 3) * DAY

  for (let open = start, length = 7 * DAY; open < end; open += length, length *= 2) {
    const range = { start: open, end: Math.min(open + length, end) }
    const [first] = findSlots({ ...question, range })
    if (first) return first
  }
  return null
}

function compileHost(host: HostCalendar, question: Question, asked: Span): CompiledHost {
  const { hostId } = host
  const { rules } = question
  const seatsTaken = seatsTakenOf(host, rules)
  const firstDay = firstBookableDay(rules)
  const lastDay = lastBookableDay(question, host.timeZone)
  const window = {
    start: Math.max(asked.start, (firstDay - 2) * DAY),
    end: Math.min(asked.end, (lastDay + 3) * DAY),
  }
  if (window.start >= window.end) return { hostId, grids: looseSpans(), allowed: [], seatsTaken }

  const time = openTimeOf(host, rules, window)
  const refused = looseSpans()
  addBlockedStarts(refused, host, rules)
  addFullStarts(refused, seatsTaken, rules.capacity)
  addReachedDays(refused, limitsOf(host, question, time.clock), time)
  addDays(refused, time.clock, time.firstDay, firstDay)
  addDays(refused, time.clock, lastDay + 1, time.lastDay + 1)

  const fitting = fittingStarts(time.open, rules.durationMinutes)
  const allowed = subtract(fitting, unite(refused), window.start, window.end)
  return { hostId, grids: time.grids, allowed, seatsTaken }
}
