import { MINUTE } from '#scheduling/time/dates'
import { type Edges, type LooseSpans, addSpan, looseSpans, unite } from '#scheduling/time/spans'
import type { HostCalendar, Instant, SlotRules } from '#scheduling/types'

export type SeatsTaken = ReadonlyMap<Instant, number>

/** `from` and `until` include the buffers. */
type VisitClaim = (
  start: Instant,
  end: Instant,
  from: Instant,
  until: Instant,
  isJoinable: boolean
) => void

export interface TakenTime {
  /** The slot itself meets taken time. */
  busyStarts: Edges
  /** Only a buffer meets it, on either side. */
  bufferStarts: Edges
  taken: Edges
  takenWithBuffers: Edges
}

export function addBlockedStarts(spans: LooseSpans, host: HostCalendar, rules: SlotRules): void {
  const { before, reach } = paddingOf(rules)
  eachClaim(host, rules, (start, _end, from, until, isJoinable) => {
    if (isJoinable) {
      addSpan(spans, from - reach + 1, start)
      addSpan(spans, start + 1, until + before)
    } else {
      addSpan(spans, from - reach + 1, until + before)
    }
  })
}

export function addFullStarts(spans: LooseSpans, seatsTaken: SeatsTaken, capacity: number): void {
  for (const [start, seats] of seatsTaken) {
    if (seats >= capacity) addSpan(spans, start, start + 1)
  }
}

export function seatsTakenOf(host: HostCalendar, rules: SlotRules): SeatsTaken {
  const seatsTaken = new Map<Instant, number>()
  if (rules.capacity <= 1) return seatsTaken

  const duration = rules.durationMinutes * MINUTE
  for (const { start, end, seats, sameService } of host.taken) {
    if (!sameService || end - start !== duration) continue
    seatsTaken.set(start, (seatsTaken.get(start) ?? 0) + seats)
  }
  return seatsTaken
}

/** The same refusals as those of `addBlockedStarts`, told apart by their cause. */
export function takenTimeOf(host: HostCalendar, rules: SlotRules): TakenTime {
  const { duration, before, reach } = paddingOf(rules)
  const busyStarts = looseSpans()
  const bufferStarts = looseSpans()
  const taken = looseSpans()
  const takenWithBuffers = looseSpans()

  eachClaim(host, rules, (start, end, from, until, isJoinable) => {
    addSpan(taken, start, end)
    addSpan(takenWithBuffers, from, until)
    addSpan(bufferStarts, from - reach + 1, start - duration + 1)
    addSpan(bufferStarts, end, until + before)
    addSpan(busyStarts, start - duration + 1, isJoinable ? start : end)
    if (isJoinable) addSpan(busyStarts, start + 1, end)
  })

  return {
    busyStarts: unite(busyStarts),
    bufferStarts: unite(bufferStarts),
    taken: unite(taken),
    takenWithBuffers: unite(takenWithBuffers),
  }
}

/** A slot that starts at `s` takes host time from `s - before` until `s + reach`. */
function paddingOf(rules: SlotRules): { duration: number; before: number; reach: number } {
  const duration = rules.durationMinutes * MINUTE
  return {
    duration,
    before: rules.bufferBeforeMinutes * MINUTE,
    reach: duration + rules.bufferAfterMinutes * MINUTE,
  }
}

function eachClaim(host: HostCalendar, rules: SlotRules, visit: VisitClaim): void {
  for (const { start, end } of host.busy) {
    if (start < end) visit(start, end, start, end, false)
  }

  const duration = rules.durationMinutes * MINUTE
  for (const claim of host.taken) {
    const { start, end } = claim
    if (start >= end) continue
    const isJoinable = rules.capacity > 1 && claim.sameService && end - start === duration
    const from = start - claim.bufferBeforeMinutes * MINUTE
    const until = end + claim.bufferAfterMinutes * MINUTE
    visit(start, end, from, until, isJoinable)
  }
}
