import type { DateTime } from 'luxon'
import PlaceBooking from '#actions/bookings/place_booking'
import PlanSession, { type SessionPlan } from '#actions/sessions/plan_session'
import type GroupSession from '#models/sessions/group_session'
import { byClient, byUser } from '#models/by'
import { CLIENT } from '#tests/support/outbox'
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
    by: byUser(user.id),
    ...plan,
  })
  if (planned.outcome !== 'planned') throw new Error(`Not planned but ${planned.outcome}`)
  return planned.session
}

/** So many places at a time, by a client who has proven nothing. */
export function bookPlaces(
  { business, service }: Pick<Shop, 'business' | 'service'>,
  startsAt: DateTime,
  seats = 1
) {
  return new PlaceBooking().handle({
    businessId: business.id,
    serviceId: service.id,
    startsAt: startsAt.toMillis(),
    hostId: null,
    seats,
    client: CLIENT,
    idempotencyKey: null,
    by: byClient(),
  })
}
