import { explainerOf } from '#scheduling/reasons/reasons'
import type { Instant, Question, Reason, ReasonCode, Span, TeamMode } from '#scheduling/types'

/** Others hold the time, or a limit is reached: both may change. */
const MAY_CHANGE: ReadonlySet<ReasonCode> = new Set([
  'busy',
  'buffer',
  'full',
  'day_limit',
  'week_limit',
])

/** Starts that are not on offer only because of others' bookings. */
export function startsToWaitFor(question: Question, range: Span): Instant[] {
  const { gridStarts, reasonsAt } = explainerOf(question, range)
  return gridStarts.filter((start) => isWorthWaitingFor(reasonsAt(start), question.mode))
}

export function isWorthWaitingFor(reasons: readonly Reason[], mode: TeamMode): boolean {
  if (reasons.length === 0) return false
  const ofAll = reasons.filter(({ hostId }) => hostId === null)
  if (!ofAll.every(mayChange)) return false
  const byHost = Map.groupBy(
    reasons.filter(({ hostId }) => hostId !== null),
    ({ hostId }) => hostId
  )
  const hosts = [...byHost.values()].map((own) => own.every(mayChange))
  if (hosts.length === 0) return true
  return mode === 'collective' ? hosts.every(Boolean) : hosts.some(Boolean)
}

function mayChange({ code }: Reason): boolean {
  return MAY_CHANGE.has(code)
}
