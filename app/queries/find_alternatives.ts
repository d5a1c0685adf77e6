import type { PageBusiness, PageService } from '#queries/find_business_page'
import { loadQuestion } from '#queries/load_availability'
import { slotsNear } from '#queries/nearest_slots'
import { findSlots } from '#scheduling/slots'
import type { Instant, Slot } from '#scheduling/types'

export const ALTERNATIVES = 3

interface Wish {
  business: PageBusiness
  service: PageService
  hostId: number | null
  durationMinutes: number | null
  startsAt: Instant
}

/** The nearest free slots to show instead of a wished start; null when it is free itself. */
export async function findAlternatives(
  { startsAt, ...wish }: Wish,
  now: Instant
): Promise<Slot[] | null> {
  const range = { start: startsAt, end: startsAt + 1 }
  const [slot] = findSlots(await loadQuestion({ ...wish, range, now }))
  if (slot) return null
  return slotsNear({ ...wish, startsAt, count: ALTERNATIVES }, now)
}
