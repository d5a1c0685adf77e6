import { findSlots } from './slots.js'
import { isSharedSlot } from './taken_slot.js'
import type { Question } from '#scheduling/types'

export interface Places {
  capacity: number
  left: number
  isShared: boolean
}

/** At the start of the range; null where nothing is on offer then. */
export function placesAt(question: Question): Places | null {
  const { range, rules, sessions = [] } = question
  const capacities = new Map(sessions.map(({ sessionId, capacity }) => [sessionId, capacity]))
  const places = findSlots(question)
    .filter(({ start }) => start === range.start)
    .map((slot) => {
      const { sessionId, seatsLeft } = slot
      const known = sessionId === undefined ? undefined : capacities.get(sessionId)
      const capacity = known ?? rules.capacity
      const isShared = isSharedSlot(slot, question)
      return { capacity, left: Math.min(capacity, seatsLeft), isShared }
    })
  return places.toSorted((one, other) => other.left - one.left).at(0) ?? null
}
