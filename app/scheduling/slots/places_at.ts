import { findSlots } from './slots.js'
import type { Question } from '#scheduling/types'

/** All in one session, since one booking needs them together. */
export interface Places {
  capacity: number
  left: number
  /** False where one booking takes the start alone. */
  isShared: boolean
}

/**
 * Of the session with most places at the start of the range; null where nothing is on offer then.
 */
export function placesAt(question: Question): Places | null {
  const { range, rules, sessions = [] } = question
  const capacities = new Map(sessions.map(({ sessionId, capacity }) => [sessionId, capacity]))
  const places = findSlots(question)
    .filter(({ start }) => start === range.start)
    .map(({ sessionId, seatsLeft }) => {
      const known = sessionId === undefined ? undefined : capacities.get(sessionId)
      const capacity = known ?? rules.capacity
      const isShared = sessionId !== undefined || rules.capacity > 1
      return { capacity, left: Math.min(capacity, seatsLeft), isShared }
    })
  return places.toSorted((one, other) => other.left - one.left).at(0) ?? null
}
