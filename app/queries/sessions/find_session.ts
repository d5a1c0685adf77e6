import GroupSession from '#models/sessions/group_session'

export async function findSession(businessId: number, sessionId: number) {
  const session = await GroupSession.query()
    .where({ businessId, id: sessionId, status: 'scheduled' })
    .first()
  return (
    session && { sessionId, serviceId: session.serviceId, startsAt: session.startsAt.toMillis() }
  )
}
