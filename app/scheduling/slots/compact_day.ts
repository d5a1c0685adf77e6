import { takenTimeOf } from './claims.js'
import { MINUTE } from '#scheduling/time/dates'
import { type Edges, countUpTo } from '#scheduling/time/spans'
import type { Question, Slot, SlotRules } from '#scheduling/types'

/**
 * The slots next to taken time, in order: the time between is too short for another booking of this
 * kind.
 */
export function nextToTaken(slots: readonly Slot[], { rules, hosts }: Question): Slot[] {
  const taken = new Map(
    hosts.map((host) => [host.hostId, takenTimeOf(host, rules).takenWithBuffers])
  )
  return slots.filter((slot) =>
    slot.hostIds.some((hostId) => isNextTo(taken.get(hostId) ?? [], slot, rules))
  )
}

function isNextTo(taken: Edges, slot: Slot, rules: SlotRules): boolean {
  const from = slot.start - rules.bufferBeforeMinutes * MINUTE
  const until = slot.end + rules.bufferAfterMinutes * MINUTE
  const length = until - from

  const before = taken[countUpTo(taken, from) - 1] ?? -Infinity
  const after = taken[countUpTo(taken, until - 1)] ?? Infinity
  return from - before < length || after - until < length
}
