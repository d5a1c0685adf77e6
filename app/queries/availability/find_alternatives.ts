import type { PageBusiness, PageService } from '#queries/pages/find_business_page'
import { loadQuestion } from '#queries/availability/load_availability'
import { slotsNear } from '#queries/availability/nearest_slots'
import { explainerOf } from '#scheduling/reasons/reasons'
import { refusalCode, type UnavailableCode } from '#scheduling/reasons/refusal_code'
import { type Places, placesAt } from '#scheduling/slots/places_at'
import { mayComeFree } from '#scheduling/reasons/waiting'
import { onlyAt } from '#scheduling/time/spans'
import { dateAt, daySpan } from '#scheduling/time/zones'
import type { Instant, Slot } from '#scheduling/types'

export const ALTERNATIVES = 3

interface Input {
  business: PageBusiness
  service: PageService
  hostId: number | null
  durationMinutes: number | null
  startsAt: Instant
}

export async function findPlaces(
  { startsAt, ...input }: Input,
  now: Instant
): Promise<Places | null> {
  const range = onlyAt(startsAt)
  return placesAt(await loadQuestion({ ...input, range, now }))
}

export interface Obstacle {
  /** `closed_day` where nothing begins on its day at all. */
  code: UnavailableCode | 'closed_day'
  mayComeFree: boolean
}

/** What stands in the way of a start that is not free, its day read in that zone. */
export async function findObstacle(
  { startsAt, timeZone, ...input }: Input & { timeZone: string },
  now: Instant
): Promise<Obstacle> {
  const range = daySpan(dateAt(timeZone, startsAt), timeZone)
  const question = await loadQuestion({ ...input, range, now })
  const explainer = explainerOf(question, range)
  const { gridStarts } = explainer
  if (gridStarts.length === 0) return { code: 'closed_day', mayComeFree: false }
  const atStart = { ...question, range: onlyAt(startsAt) }
  return {
    code: refusalCode(atStart, startsAt),
    mayComeFree: gridStarts.includes(startsAt) && mayComeFree(explainer, startsAt, question.mode),
  }
}

export async function isSharedStart({ startsAt, ...input }: Input, now: Instant): Promise<boolean> {
  const { capacity, isPlannedOnly, mayShare } = input.service
  if (capacity > 1 || isPlannedOnly || !mayShare) return mayShare
  const range = onlyAt(startsAt)
  const { sessions = [], hosts } = await loadQuestion({ ...input, range, now })
  return sessions.some(
    ({ start, hostId }) => start === startsAt && hosts.some((host) => host.hostId === hostId)
  )
}

export function findAlternatives(input: Input, now: Instant): Promise<Slot[]> {
  return slotsNear({ ...input, count: ALTERNATIVES }, now)
}
