import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import GroupSession from '#models/sessions/group_session'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'

export interface CalledOff {
  /** Its session was cancelled, its service is given no more, or its time is not. */
  why: 'session' | 'service' | 'closed'
  reason: string | null
}

/** Of one who waits no more since it can come free no more; needs its service. */
export async function whyCalledOff(
  { serviceId, startsAt, service }: WaitlistEntry,
  client?: QueryClient
): Promise<CalledOff> {
  const session =
    startsAt &&
    (await GroupSession.query({ client })
      .where({ serviceId, status: 'cancelled', isPlanned: true })
      .where('starts_at', startsAt.toJSDate())
      .orderBy('updated_at', 'desc')
      .first())
  if (session) return { why: 'session', reason: session.cancelReason }
  return { why: service.archivedAt ? 'service' : 'closed', reason: null }
}
