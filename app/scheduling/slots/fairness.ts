import type { Instant } from '#scheduling/types'

export interface Candidate {
  hostId: number
  /** The higher goes first. */
  priority: number
  /** A host of weight 2 should get twice the bookings of one of weight 1. */
  weight: number
  bookingsInWindow: number
  lastBookedAt: Instant | null
}

/** Bookings from so many days before to so many days after count. */
export const FAIR_DAYS = 30

/** The figure that decided, beside those of the candidates that lost by it. */
export type ChoiceReason =
  | { code: 'only_candidate' | 'session' }
  | ({ code: 'priority' } & Place & { others: Of<Place>[] })
  | ({ code: 'least_booked' } & Load & Counted & { others: Of<Load>[] })
  | ({ code: 'longest_since' } & Load & Last & Counted & { others: Of<Last>[] })
  | ({ code: 'lowest_id' } & Load & Counted & { others: Of<object>[] })

export type Of<Figure> = Figure & { hostId: number }

interface Place {
  priority: number
}

export interface Load {
  bookings: number
  weight: number
}

interface Last {
  lastBookedAt: Instant | null
}

interface Counted {
  /** `FAIR_DAYS` when it was counted. */
  days: number
}

export interface HostChoice {
  hostId: number
  reason: ChoiceReason
}

/** Throws without candidates. By priority, load for the weight, longest since the last, id. */
export function chooseHost(candidates: readonly Candidate[]): HostChoice {
  if (candidates.length === 0) throw new RangeError('There is no candidate to choose from')
  const [first] = candidates
  if (candidates.length === 1) return { hostId: first.hostId, reason: { code: 'only_candidate' } }

  const foremost = lowest(candidates, ({ priority }) => -priority)
  if (foremost.length === 1) return byPriority(foremost[0], candidates)

  const leastBooked = lowest(foremost, loadOf)
  if (leastBooked.length === 1) return byLoad(leastBooked[0], foremost)

  const longestSince = lowest(leastBooked, ({ lastBookedAt }) => lastBookedAt ?? -Infinity)
  if (longestSince.length === 1) return byLastBooking(longestSince[0], leastBooked)

  const lowestId = lowest(longestSince, ({ hostId }) => hostId)
  return byId(lowestId[0], longestSince)
}

function byPriority(chosen: Candidate, candidates: readonly Candidate[]): HostChoice {
  const { hostId, priority } = chosen
  const others = without(chosen, candidates).map((other) => ({
    hostId: other.hostId,
    priority: other.priority,
  }))
  return { hostId, reason: { code: 'priority', priority, others } }
}

function byLoad(chosen: Candidate, candidates: readonly Candidate[]): HostChoice {
  const { hostId } = chosen
  const others = without(chosen, candidates).map((other) => ({
    hostId: other.hostId,
    ...figuresOf(other),
  }))
  return {
    hostId,
    reason: { code: 'least_booked', ...figuresOf(chosen), days: FAIR_DAYS, others },
  }
}

function byLastBooking(chosen: Candidate, candidates: readonly Candidate[]): HostChoice {
  const { hostId, lastBookedAt } = chosen
  const others = without(chosen, candidates).map((other) => ({
    hostId: other.hostId,
    lastBookedAt: other.lastBookedAt,
  }))
  const figures = { ...figuresOf(chosen), lastBookedAt, days: FAIR_DAYS }
  return { hostId, reason: { code: 'longest_since', ...figures, others } }
}

function byId(chosen: Candidate, candidates: readonly Candidate[]): HostChoice {
  const others = without(chosen, candidates).map(({ hostId }) => ({ hostId }))
  const figures = { ...figuresOf(chosen), days: FAIR_DAYS }
  return { hostId: chosen.hostId, reason: { code: 'lowest_id', ...figures, others } }
}

function figuresOf({ bookingsInWindow, weight }: Candidate): Load {
  return { bookings: bookingsInWindow, weight }
}

/** Weight zero means: only when nobody else is left. */
function loadOf({ bookingsInWindow, weight }: Candidate): number {
  return weight > 0 ? bookingsInWindow / weight : Infinity
}

function lowest(
  candidates: readonly Candidate[],
  figureOf: (candidate: Candidate) => number
): Candidate[] {
  const least = Math.min(...candidates.map(figureOf))
  return candidates.filter((candidate) => figureOf(candidate) === least)
}

function without(chosen: Candidate, candidates: readonly Candidate[]): Candidate[] {
  return candidates.filter((candidate) => candidate !== chosen)
}
