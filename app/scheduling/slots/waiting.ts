import { explainerOf } from '#scheduling/reasons/reasons'
import type { Instant, Question, Reason, ReasonCode, Span, TeamMode } from '#scheduling/types'

/** What may still change: others hold the time, or as many bookings as there may be. */
const MAY_CHANGE: ReadonlySet<ReasonCode> = new Set([
  'busy',
  'buffer',
  'full',
  'day_limit',
  'week_limit',
])

/** The starts of a range that are not on offer only because others were quicker. */
export function startsToWaitFor(question: Question, range: Span): Instant[] {
  const { gridStarts, reasonsAt } = explainerOf(question, range)
  return gridStarts.filter((start) => isWorthWaitingFor(reasonsAt(start), question.mode))
}

/** Whether nothing but others' bookings keeps a moment from being on offer. */
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
