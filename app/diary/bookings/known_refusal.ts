import { refusalCode, type UnavailableCode } from '#scheduling/reasons/refusal_code'
import type { Bookable } from '#queries/bookings/find_bookable'
import { keptQuestion } from '#queries/availability/load_availability'
import { spanAround } from '#queries/availability/nearest_slots'
import { isOffered } from '#queries/services/service_rules'
import { findSlots } from '#scheduling/slots/slots'
import type { Instant } from '#scheduling/types'

interface Wish {
  startsAt: Instant
  hostId: number | null
  sessionId?: number | null
  seats?: number
  durationMinutes?: number | null
}

/**
 * Why a start is refused, where memory knows that it is not on offer: in a rush most ask for what is
 * gone, and need neither a lock nor a transaction to be told. `bookable` was read after they asked,
 * and what is in memory under its versions is what was so then. Null where memory does not know, and
 * where the start may be free: that only a transaction can tell.
 */
export async function knownRefusal(
  { startsAt, hostId, sessionId = null, seats, durationMinutes = null }: Wish,
  { business, service }: Bookable,
  now: Instant
): Promise<UnavailableCode | null> {
  if (startsAt < now || !isOffered({ business, service }, durationMinutes)) return null
  const range = spanAround(startsAt, now)
  const asked = { business, service, hostId, seats, durationMinutes, range, now }
  const week = await keptQuestion(asked)
  if (!week) return null
  const question = { ...week, range: { start: startsAt, end: startsAt + 1 } }
  const isFree = findSlots(question).some(
    (slot) => sessionId === null || slot.sessionId === sessionId
  )
  return isFree ? null : refusalCode(question, startsAt)
}
