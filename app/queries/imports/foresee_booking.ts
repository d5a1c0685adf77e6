import db from '@adonisjs/lucid/services/db'
import { loadQuestion } from '#queries/availability/load_availability'
import { findBookable } from '#queries/bookings/find_bookable'
import { isOffered } from '#queries/services/service_rules'
import { startAnyway } from '#scheduling/reasons/start_anyway'
import { findSlots } from '#scheduling/slots/slots'
import { onlyAt } from '#scheduling/time/spans'
import type { Instant } from '#scheduling/types'

interface Foreseen {
  businessId: number
  serviceId: number
  hostId: number | null
  startsAt: Instant
  /** Null is as long as the service is. */
  durationMinutes: number | null
}

/** What the booking action would say by now, other bookings of the same file aside; writes nothing. */
export async function foreseeBooking(
  wanted: Foreseen
): Promise<'ready' | 'taken' | 'length_not_offered'> {
  const { startsAt, hostId, durationMinutes } = wanted
  const found = await findBookable(db.connection(), wanted)
  if (!found) return 'taken'
  const { business, service, now } = found
  if (!isOffered({ business, service, link: null }, durationMinutes)) return 'length_not_offered'
  const asked = { business, service, hostId, durationMinutes, isOwner: true }
  const question = await loadQuestion(
    { ...asked, range: onlyAt(startsAt), now: now.toMillis() },
    db.connection()
  )
  return findSlots(question).length > 0 || startAnyway(question) ? 'ready' : 'taken'
}
