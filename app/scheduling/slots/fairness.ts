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

/** The figure that decided, beside those of the candidates that lost by it. */
export type ChoiceReason =
  | { code: 'only_candidate' }
  | { code: 'priority'; priority: number; others: number[] }
  | { code: 'least_booked'; bookings: number; weight: number; others: Load[] }
  | { code: 'longest_since'; lastBookedAt: Instant | null; others: (Instant | null)[] }
  | { code: 'lowest_id' }
  | { code: 'session' }

export interface Load {
  bookings: number
  weight: number
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

  const hostId = Math.min(...longestSince.map((candidate) => candidate.hostId))
  return { hostId, reason: { code: 'lowest_id' } }
}

function byPriority(chosen: Candidate, candidates: readonly Candidate[]): HostChoice {
  const others = without(chosen, candidates).map(({ priority }) => priority)
  return {
    hostId: chosen.hostId,
    reason: { code: 'priority', priority: chosen.priority, others },
  }
}

function byLoad(chosen: Candidate, candidates: readonly Candidate[]): HostChoice {
  const [load, ...others] = [chosen, ...without(chosen, candidates)].map(
    ({ bookingsInWindow, weight }) => ({ bookings: bookingsInWindow, weight })
  )
  return { hostId: chosen.hostId, reason: { code: 'least_booked', ...load, others } }
}

function byLastBooking(chosen: Candidate, candidates: readonly Candidate[]): HostChoice {
  const others = without(chosen, candidates).map(({ lastBookedAt }) => lastBookedAt)
  return {
    hostId: chosen.hostId,
    reason: { code: 'longest_since', lastBookedAt: chosen.lastBookedAt, others },
  }
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
