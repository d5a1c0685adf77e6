import type { PageBusiness, PageService } from '#queries/pages/find_business_page'
import { questionFor, loadQuestions } from '#queries/availability/load_availability'
import { serviceRules } from '#queries/services/service_rules'
import { DAY } from '#scheduling/time/dates'
import { findSlots, nextOpening } from '#scheduling/slots/slots'
import type { Instant } from '#scheduling/types'

interface NextFree {
  /** By service; null where nothing is free as far as bookings are taken. */
  openings: Map<number, Instant | null>
  /** When taken time becomes free, or anything else that they follow from ends. */
  ends: readonly Instant[]
}

/** Most businesses have a free time within this, and its claims are few to read. */
const SOON = 14 * DAY

export async function nextFreeTimes(
  business: PageBusiness,
  services: readonly PageService[],
  now: Instant,
  hostIds: readonly number[] | null = null
): Promise<NextFree> {
  const openings = new Map<number, Instant | null>()
  const ends = new Set<Instant>()
  const full: PageService[] = []
  const soon = { start: now, end: now + SOON }
  for (const [service, question] of await loadQuestions({ business, range: soon, now }, services)) {
    for (const end of question.ends) ends.add(end)
    const [slot] = findSlots(questionFor(question, hostIds))
    openings.set(service.id, slot?.start ?? null)
    if (!slot) full.push(service)
  }
  if (full.length === 0) return { openings, ends: [...ends] }

  const farthest = Math.max(...full.map((service) => horizonDays(business, service)))
  const all = { start: now, end: now + (farthest + 3) * DAY }
  for (const [service, question] of await loadQuestions({ business, range: all, now }, full)) {
    for (const end of question.ends) ends.add(end)
    openings.set(service.id, nextOpening(questionFor(question, hostIds), now)?.start ?? null)
  }
  return { openings, ends: [...ends] }
}

function horizonDays(business: PageBusiness, service: PageService): number {
  return serviceRules(service, business).horizonDays.value ?? 366
}
