import { blockedSpan } from '#scheduling/rules/buffers'
import { takenTimeOf } from './claims.js'
import { type Edges, countUpTo } from '#scheduling/time/spans'
import type { Question, Slot, SlotRules } from '#scheduling/types'

/** The time between is too short for another booking of this kind. */
export function nextToTaken(slots: readonly Slot[], { rules, hosts }: Question): Slot[] {
  const taken = new Map(
    hosts.map((host) => [host.hostId, takenTimeOf(host, rules).takenWithBuffers])
  )
  return slots.filter((slot) =>
    slot.hostIds.some((hostId) => isNextTo(taken.get(hostId) ?? [], slot, rules))
  )
}

function isNextTo(taken: Edges, slot: Slot, rules: SlotRules): boolean {
  const { start, end } = blockedSpan(slot, rules)
  const length = end - start

  const before = taken[countUpTo(taken, start) - 1] ?? -Infinity
  const after = taken[countUpTo(taken, end - 1)] ?? Infinity
  return start - before < length || after - end < length
}
