import type { SeatsTaken } from './claims.js'
import { MINUTE } from '#scheduling/time/dates'
import type { Instant, Slot, SlotRules, TeamMode } from '#scheduling/types'

export interface FreeHost {
  hostId: number
  starts: readonly Instant[]
  seatsTaken: SeatsTaken
}

/** For `any` the starts that one host has free, for `collective` those that all have. */
export function offersOf(hosts: readonly FreeHost[], rules: SlotRules, mode: TeamMode): Slot[] {
  return hosts.length === 1 ? offersOfOne(hosts[0], rules) : offersOfTeam(hosts, rules, mode)
}

function offersOfOne(host: FreeHost, { durationMinutes, capacity }: SlotRules): Slot[] {
  const slots: Slot[] = []
  const hostIds = [host.hostId]
  for (const start of host.starts) {
    const seatsLeft = seatsLeftWith(host, start, capacity)
    slots.push({ start, end: start + durationMinutes * MINUTE, seatsLeft, hostIds })
  }
  return slots
}

/** Each distinct start looks at each host once, and there is at most one start a minute. */
function offersOfTeam(hosts: readonly FreeHost[], rules: SlotRules, mode: TeamMode): Slot[] {
  const slots: Slot[] = []
  const duration = rules.durationMinutes * MINUTE
  const needed = mode === 'collective' ? hosts.length : 1
  const positions = new Int32Array(hosts.length)
  const nexts = Float64Array.from(hosts, ({ starts }) => (starts.length > 0 ? starts[0] : Infinity))
  const free: FreeHost[] = [...hosts]
  let start = Math.min(Infinity, ...nexts)
  let hostIds: readonly number[] = []

  while (start < Infinity) {
    let count = 0
    let next = Infinity
    for (let index = 0; index < nexts.length; index++) {
      if (nexts[index] === start) {
        const { starts } = hosts[index]
        const position = ++positions[index]
        nexts[index] = position < starts.length ? starts[position] : Infinity
        free[count++] = hosts[index]
      }
      if (nexts[index] < next) next = nexts[index]
    }
    if (count >= needed) {
      if (!isListOf(hostIds, free, count)) hostIds = free.slice(0, count).map(hostIdOf)
      const seatsLeft = seatsLeftAt(start, free, count, rules.capacity, mode)
      slots.push({ start, end: start + duration, seatsLeft, hostIds })
    }
    start = next
  }
  return slots
}

function hostIdOf(host: FreeHost): number {
  return host.hostId
}

/** Neighbouring slots mostly have the same hosts, and then share one list. */
function isListOf(hostIds: readonly number[], hosts: readonly FreeHost[], count: number): boolean {
  if (hostIds.length !== count) return false
  for (let index = 0; index < count; index++) {
    if (hostIds[index] !== hosts[index].hostId) return false
  }
  return true
}

function seatsLeftAt(
  start: Instant,
  hosts: readonly FreeHost[],
  count: number,
  capacity: number,
  mode: TeamMode
): number {
  let sum = 0
  let least = Infinity
  for (let index = 0; index < count; index++) {
    const left = seatsLeftWith(hosts[index], start, capacity)
    sum += left
    if (left < least) least = left
  }
  return mode === 'any' ? sum : least
}

function seatsLeftWith({ seatsTaken }: FreeHost, start: Instant, capacity: number): number {
  return seatsTaken.size === 0 ? capacity : capacity - (seatsTaken.get(start) ?? 0)
}
