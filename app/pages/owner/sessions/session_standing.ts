import type { DateTime } from 'luxon'
import type GroupSession from '#models/sessions/group_session'
import type Business from '#models/settings/business'
import { serviceRules } from '#queries/services/service_rules'
import { rulesOf } from '#scheduling/rules/effective_rules'

type SessionStanding =
  'cancelled' | 'over' | 'running' | 'not_bookable' | 'full' | 'kept' | 'closed' | 'open'

const MARKS: Record<SessionStanding, string> = {
  cancelled: 'off',
  over: 'off',
  running: 'wait',
  not_bookable: 'off',
  full: 'wait',
  kept: 'wait',
  closed: 'off',
  open: 'good',
}

export function standingOfSession(...input: Parameters<typeof sessionStanding>) {
  const standing = sessionStanding(...input)
  return { standing, mark: MARKS[standing] }
}

/** What a session is to somebody who would book it; a longer notice of the service wins. */
function sessionStanding(
  { session, free, kept }: { session: GroupSession; free: number; kept: number },
  business: Business,
  now: DateTime
): SessionStanding {
  if (session.status === 'cancelled') return 'cancelled'
  if (session.endsAt <= now) return 'over'
  if (session.hasBegun(now)) return 'running'
  const { service } = session
  if (!session.isBookable || !service.isActive) return 'not_bookable'
  if (free === 0) return 'full'
  const { minimumNoticeMinutes } = rulesOf(serviceRules(service, business))
  const minutes = Math.max(minimumNoticeMinutes, session.bookingDeadlineHours * 60)
  if (session.startsAt.minus({ minutes }) < now) return 'closed'
  return kept > 0 ? 'kept' : 'open'
}
