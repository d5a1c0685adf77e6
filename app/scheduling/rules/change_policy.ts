import type { Instant } from '#scheduling/types'

const MINUTE = 60_000

export interface ChangePolicy {
  rescheduleCutoffMinutes: number
  cancelCutoffMinutes: number
  maxMoves: number | null
}

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

export interface ChangeTerms {
  /** These moments themselves are still in time. */
  moveUntil: Instant
  cancelUntil: Instant
  isInTimeToMove: boolean
  isInTimeToCancel: boolean
  movesLeft: number | null
}

interface Changing {
  startsAt: Instant
  /** A request may be changed and withdrawn while it waits. */
  isWaiting: boolean
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
