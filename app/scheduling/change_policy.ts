import type { Instant } from './types.js'

const MINUTE = 60_000

/** Until when, and how often, a client may change a booking; null is any number of moves. */
export interface ChangePolicy {
  rescheduleCutoffMinutes: number
  cancelCutoffMinutes: number
  maxMoves: number | null
}

/** What a service says of it; what is null comes from the business. */
export interface OwnChangePolicy {
  rescheduleCutoffMinutes: number | null
  cancelCutoffMinutes: number | null
  maxMoves: number | null
}

export function changePolicy(service: OwnChangePolicy, business: ChangePolicy): ChangePolicy {
  return {
    rescheduleCutoffMinutes: service.rescheduleCutoffMinutes ?? business.rescheduleCutoffMinutes,
    cancelCutoffMinutes: service.cancelCutoffMinutes ?? business.cancelCutoffMinutes,
    maxMoves: service.maxMoves ?? business.maxMoves,
  }
}

/** The last moment at which a change is still in time, which itself is; never past the start. */
export function lastMoment(startsAt: Instant, cutoffMinutes: number): Instant {
  return startsAt - cutoffMinutes * MINUTE
}

export function isInTime(startsAt: Instant, cutoffMinutes: number, now: Instant): boolean {
  return now < startsAt && now <= lastMoment(startsAt, cutoffMinutes)
}

/** How many moves a client has left; null is any number. */
export function movesLeft({ maxMoves }: ChangePolicy, moved: number): number | null {
  return maxMoves === null ? null : Math.max(0, maxMoves - moved)
}
