import { explain } from './reasons.js'
import type { Instant, Question, Reason, ReasonCode } from '#scheduling/types'

/** They bind when a time is chosen; the time stays. */
const OF_TIMES: readonly ReasonCode[] = ['not_a_start', 'too_soon', 'too_early', 'too_far']

/**
 * Why a booking that keeps its time cannot have that room: its hours, blocked time and own limits, and
 * what is held of it. What whoever gives it may do counts for nothing.
 */
export function roomReasons(question: Question, roomId: number, moment: Instant): Reason[] {
  const hosts = question.hosts.filter(({ hostId }) => hostId === roomId)
  if (hosts.length === 0) return [{ code: 'no_host', hostId: roomId }]
  const alone = { ...question, hosts, sessions: [], isPlannedOnly: false }
  return explain(alone, moment).filter(
    (reason) =>
      reason.hostId === roomId &&
      !OF_TIMES.includes(reason.code) &&
      !('owner' in reason && reason.owner === 'service')
  )
}
