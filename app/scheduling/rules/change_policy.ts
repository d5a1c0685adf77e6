import type { Instant } from '#scheduling/types'

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

/** What a client may still do with a booking, by the clock. */
export interface ChangeTerms {
  /** The last moments for it, which themselves are in time. */
  moveUntil: Instant
  cancelUntil: Instant
  isInTimeToMove: boolean
  isInTimeToCancel: boolean
  /** null is any number. */
  movesLeft: number | null
}

interface Changing {
  startsAt: Instant
  /** A request may be changed and withdrawn as long as it waits. */
  isWaiting: boolean
  /** How often its client has moved it. */
  moved: number
}

export function changeTerms(
  { rescheduleCutoffMinutes, cancelCutoffMinutes, maxMoves }: ChangePolicy,
  { startsAt, isWaiting, moved }: Changing,
  now: Instant
): ChangeTerms {
  const moveCutoff = isWaiting ? 0 : rescheduleCutoffMinutes
  const cancelCutoff = isWaiting ? 0 : cancelCutoffMinutes
  return {
    moveUntil: lastMoment(startsAt, moveCutoff),
    cancelUntil: lastMoment(startsAt, cancelCutoff),
    isInTimeToMove: isInTime(startsAt, moveCutoff, now),
    isInTimeToCancel: isInTime(startsAt, cancelCutoff, now),
    movesLeft: maxMoves === null ? null : Math.max(0, maxMoves - moved),
  }
}

function lastMoment(startsAt: Instant, cutoffMinutes: number): Instant {
  return startsAt - cutoffMinutes * MINUTE
}

/** What has begun cannot be changed, whatever the policy. */
function isInTime(startsAt: Instant, cutoffMinutes: number, now: Instant): boolean {
  return now < startsAt && now <= lastMoment(startsAt, cutoffMinutes)
}
