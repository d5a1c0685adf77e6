import type { DateTime } from 'luxon'
import GroupSession from '#models/sessions/group_session'
import WaitlistEntry, { type WaitlistStatus } from '#models/waitlist/waitlist_entry'

export interface WaitlistFilters {
  statuses?: readonly WaitlistStatus[]
  serviceId?: number
  startsAt?: DateTime
}

/** Of a business, in no order yet, with the offer that is open to each. */
export function filteredWaitlist(
  businessId: number,
  { statuses, serviceId, startsAt }: WaitlistFilters = {}
) {
  const entries = WaitlistEntry.query()
    .where({ businessId })
    .preload('host')
    .preload('offers', (offers) => void offers.where('status', 'open').orderBy('id', 'desc'))
  if (statuses) entries.whereIn('status', [...statuses])
  if (serviceId !== undefined) entries.where('service_id', serviceId)
  if (startsAt) entries.where('starts_at', startsAt.toJSDate())
  return entries
}

/** The session in which somebody waits for a place; null where it is a time of one's own. */
export async function sessionWaitedFor({
  businessId,
  serviceId,
  startsAt,
}: WaitlistEntry): Promise<GroupSession | null> {
  if (!startsAt) return null
  return GroupSession.query()
    .where({ businessId, serviceId, status: 'scheduled' })
    .where('starts_at', startsAt.toJSDate())
    .preload('host')
    .first()
}
