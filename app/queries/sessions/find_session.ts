import GroupSession from '#models/sessions/group_session'

/** What a session by its number stands for: a start of a service; null where there is none. */
export async function findSession(businessId: number, sessionId: number) {
  const session = await GroupSession.query()
    .where({ businessId, id: sessionId, status: 'scheduled' })
    .first()
  return (
    session && { sessionId, serviceId: session.serviceId, startsAt: session.startsAt.toMillis() }
  )
}
