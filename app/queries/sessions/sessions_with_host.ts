import type { DateTime } from 'luxon'
import { sessionGivenBy } from '#claims'
import type Host from '#models/availability/host'
import type GroupSession from '#models/sessions/group_session'
import { placesInSession, sessionsWithPlaces } from '#queries/sessions/session_places'
import { sessionStandIns } from '#queries/sessions/session_stand_ins'

export interface SessionWithHost {
  session: GroupSession
  taken: number
  /** Why it can be given to nobody; null can. */
  why: 'together' | 'nobody' | 'nobody_free' | null
}

/** Those to come that this host gives, the next first, and whether somebody else could give them. */
export async function sessionsWithHost(
  { id, businessId }: Pick<Host, 'id' | 'businessId'>,
  now: DateTime
): Promise<SessionWithHost[]> {
  const sessions = await sessionsWithPlaces(businessId, now)
    .where('status', 'scheduled')
    .where('starts_at', '>', now.toJSDate())
    .whereRaw(sessionGivenBy(id))
    .orderBy('starts_at')
    .orderBy('id')
  const standIns = await sessionStandIns(sessions, now.toMillis())
  return sessions.map((session) => {
    const others = standIns.get(session.id) ?? []
    const isFree = others.some(({ why }) => why === null)
    const reason = others.length === 0 ? 'nobody' : isFree ? null : 'nobody_free'
    const why = session.service.hostMode === 'any' ? reason : 'together'
    return { session, taken: placesInSession(session).taken, why }
  })
}
