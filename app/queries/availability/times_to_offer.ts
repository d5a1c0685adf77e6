import type BookingLink from '#models/links/booking_link'
import { loadQuestion, type RuledService } from '#queries/availability/load_availability'
import { linkRules } from '#queries/links/link_rules'
import type { RuledBusiness } from '#queries/services/service_rules'
import { DAY } from '#scheduling/time/dates'
import { findSlots } from '#scheduling/slots/slots'
import type { Instant, Span } from '#scheduling/types'

interface Offering {
  business: RuledBusiness
  service: RuledService
  link: BookingLink | null
  hostId: number | null
  from: Instant
  now: Instant
}

const REACH = 7 * DAY

/** What is free in the week from then on, to be picked from; a link needs its hosts loaded. */
export async function timesToOffer(offering: Offering): Promise<Span[]> {
  const { business, service, link, hostId, from, now } = offering
  const range = { start: Math.max(from, now), end: Math.max(from, now) + REACH }
  const rules = link && linkRules(link, null)
  const question = await loadQuestion({ business, service, link: rules, hostId, range, now })
  return findSlots(question).map(({ start, end }) => ({ start, end }))
}
