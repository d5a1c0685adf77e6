import { takenTimeOf } from './claims.js'
import { MINUTE } from './dates.js'
import { type Edges, countUpTo } from './spans.js'
import type { Question, Slot, SlotRules } from './types.js'

/**
 * The same slots, those next to what is taken first: where the time between is too short for one
 * more booking of this kind. In both parts they stay in their order, and none is left out.
 */
export function compactFirst(slots: readonly Slot[], { rules, hosts }: Question): Slot[] {
  const taken = new Map(
    hosts.map((host) => [host.hostId, takenTimeOf(host, rules).takenWithBuffers])
  )
  const isNext = (slot: Slot): boolean =>
    slot.hostIds.some((hostId) => isNextTo(taken.get(hostId) ?? [], slot, rules))

  const { next = [], apart = [] } = Object.groupBy(slots, (slot) =>
    isNext(slot) ? 'next' : 'apart'
  )
  return [...next, ...apart]
}

function isNextTo(taken: Edges, slot: Slot, rules: SlotRules): boolean {
  const from = slot.start - rules.bufferBeforeMinutes * MINUTE
  const until = slot.end + rules.bufferAfterMinutes * MINUTE
  const length = until - from

  const before = taken[countUpTo(taken, from) - 1] ?? -Infinity
  const after = taken[countUpTo(taken, until - 1)] ?? Infinity
  return from - before < length || after - until < length
}
