import type BookingLink from '#models/links/booking_link'
import { linkRulesOnceOn } from '#queries/links/link_rules'
import type { RuledService } from '#queries/availability/load_availability'
import { slotsNear } from '#queries/availability/nearest_slots'
import type { RuledBusiness } from '#queries/services/service_rules'
import type { Instant, Slot } from '#scheduling/types'

interface Wanted {
  link: BookingLink
  service: RuledService
  business: RuledBusiness
  now: Instant
  count: number
}

/** As clients would be offered them, were the link on. */
export async function nextLinkTimes({ link, now, count, ...asked }: Wanted): Promise<Slot[]> {
  const rules = linkRulesOnceOn(link)
  const near = { link: rules, hostId: null, startsAt: now, count }
  const slots = await slotsNear({ ...asked, ...near }, now)
  return slots.toSorted((one, other) => one.start - other.start)
}
