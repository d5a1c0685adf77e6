import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type GroupSession from '#models/sessions/group_session'
import { placesInSession } from '#queries/sessions/session_places'
import { inUtc, momentShape, truthShape, wholeShape } from '#shapes/schema'

/** A time for several clients; `held` places are on offer to those who waited. */
export const sessionRecordShape = vine.create({
  id: wholeShape(),
  service_id: wholeShape(),
  host_id: wholeShape(),
  host_ids: vine.array(wholeShape()),
  series_id: wholeShape().nullable(),
  status: vine.enum(['scheduled', 'cancelled'] as const),
  starts_at: momentShape(),
  ends_at: momentShape(),
  time_zone: vine.string(),
  is_planned: truthShape(),
  is_bookable: truthShape(),
  offers_by_hand: vine.boolean({ strict: true }).nullable(),
  booking_deadline_hours: wholeShape(),
  capacity: wholeShape(),
  taken: wholeShape(),
  held: wholeShape(),
  free: wholeShape(),
  cancel_reason: vine.string().nullable(),
  created_at: momentShape(),
  updated_at: momentShape(),
})

/** Needs what `filteredSessions` loads. */
export function presentSessionRecord(session: GroupSession): Infer<typeof sessionRecordShape> {
  const { taken, places, free, held } = placesInSession(session)
  const together = session.hostsTogether.map(({ id }) => id)
  return {
    id: session.id,
    service_id: session.serviceId,
    host_id: session.hostId,
    host_ids: together.length > 0 ? together : [session.hostId],
    series_id: session.seriesId,
    status: session.status,
    starts_at: inUtc(session.startsAt),
    ends_at: inUtc(session.endsAt),
    time_zone: session.host.timeZone,
    is_planned: session.isPlanned,
    is_bookable: session.isBookable,
    offers_by_hand: session.offersByHand,
    booking_deadline_hours: session.bookingDeadlineHours,
    ...{ capacity: places, taken, free },
    held: held.reduce((seats, offer) => seats + offer.seats, 0),
    cancel_reason: session.cancelReason,
    created_at: inUtc(session.createdAt),
    updated_at: inUtc(session.updatedAt),
  }
}
