import { refusalCode, type UnavailableCode } from '#scheduling/reasons/refusal_code'
import type { Bookable } from '#queries/bookings/find_bookable'
import { keptQuestion } from '#queries/availability/load_availability'
import { spanAround } from '#queries/availability/nearest_slots'
import { isOffered } from '#queries/services/service_rules'
import { findSlots } from '#scheduling/slots/slots'
import { onlyAt } from '#scheduling/time/spans'
import type { Instant } from '#scheduling/types'

interface Input {
  startsAt: Instant
  hostId: number | null
  sessionId?: number | null
  seats?: number
  durationMinutes?: number | null
}

/**
 * In a rush most ask for what is gone, and need no lock or transaction to be refused. Null where
 * memory does not know or the start may be free: only a transaction can tell that.
 */
export async function knownRefusal(
  { startsAt, hostId, sessionId = null, seats, durationMinutes = null }: Input,
  { business, service }: Bookable,
  now: Instant
): Promise<UnavailableCode | null> {
  if (startsAt < now || !isOffered({ business, service }, durationMinutes)) return null
  const range = spanAround(startsAt, now)
  const wanted = { business, service, hostId, seats, durationMinutes, range, now }
  const week = await keptQuestion(wanted)
  if (!week) return null
  const question = { ...week, range: onlyAt(startsAt) }
  const isFree = findSlots(question).some(
    (slot) => sessionId === null || slot.sessionId === sessionId
  )
  return isFree ? null : refusalCode(question, startsAt)
}
