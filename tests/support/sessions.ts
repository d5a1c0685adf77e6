import type { DateTime } from 'luxon'
import PlanSession, { type SessionPlan } from '#actions/sessions/plan_session'
import type GroupSession from '#models/group_session'
import type { Shop } from '#tests/support/requests'

/** A session of the shop's service, planned by its owner; eight places unless told otherwise. */
export async function planSession(
  { business, service, host, user }: Pick<Shop, 'business' | 'service' | 'host' | 'user'>,
  startsAt: DateTime,
  plan: Partial<SessionPlan> = {}
): Promise<GroupSession> {
  const planned = await new PlanSession().handle({
    businessId: business.id,
    serviceId: service.id,
    hostId: host.id,
    startsAt,
    durationMinutes: service.durationMinutes,
    capacity: 8,
    bookingDeadlineHours: 0,
    userId: user.id,
    requestId: null,
    ...plan,
  })
  if (planned.outcome !== 'planned') throw new Error(`Not planned but ${planned.outcome}`)
  return planned.session
}
