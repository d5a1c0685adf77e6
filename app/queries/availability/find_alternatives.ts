import type { PageBusiness, PageService } from '#queries/pages/find_business_page'
import { loadQuestion } from '#queries/availability/load_availability'
import { slotsNear } from '#queries/availability/nearest_slots'
import { type Places, placesAt } from '#scheduling/slots/places_at'
import type { Instant, Slot } from '#scheduling/types'

export const ALTERNATIVES = 3

interface Wish {
  business: PageBusiness
  service: PageService
  hostId: number | null
  durationMinutes: number | null
  startsAt: Instant
}

export async function findPlaces(
  { startsAt, ...wish }: Wish,
  now: Instant
): Promise<Places | null> {
  const range = { start: startsAt, end: startsAt + 1 }
  return placesAt(await loadQuestion({ ...wish, range, now }))
}

export async function isSharedStart({ startsAt, ...wish }: Wish, now: Instant): Promise<boolean> {
  const { capacity, isPlannedOnly, mayShare } = wish.service
  if (capacity > 1 || isPlannedOnly || !mayShare) return mayShare
  const range = { start: startsAt, end: startsAt + 1 }
  const { sessions = [], hosts } = await loadQuestion({ ...wish, range, now })
  return sessions.some(
    ({ start, hostId }) => start === startsAt && hosts.some((host) => host.hostId === hostId)
  )
}

export function findAlternatives(wish: Wish, now: Instant): Promise<Slot[]> {
  return slotsNear({ ...wish, count: ALTERNATIVES }, now)
}
