import { findSlots } from './slots.js'
import type { Question } from '#scheduling/types'

/** The places of a start, as far as one booking can have them: they lie in one session. */
export interface Places {
  capacity: number
  left: number
  /** Whether others may come too; else it is had alone. */
  isShared: boolean
}

/** Of the roomiest session at the start of the question's range; null where nothing is on offer then. */
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
