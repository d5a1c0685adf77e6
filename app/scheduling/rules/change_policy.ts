import { CHANGE_RULES, type ChangeRuleName, type RulesAt, type SettingsRules } from './rules.js'
import type { Instant } from '#scheduling/types'

const MINUTE = 60_000

type ChangePolicy = SettingsRules<ChangeRuleName>

type OwnChangePolicy = Pick<RulesAt<'service'>, ChangeRuleName>

export function changePolicy(service: OwnChangePolicy, business: ChangePolicy): ChangePolicy {
  const inForce = CHANGE_RULES.map((name) => [name, service[name] ?? business[name]])
  return Object.fromEntries(inForce) as ChangePolicy
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
