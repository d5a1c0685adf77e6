import Business from '#models/business'
import Service from '#models/service'
import type { LinkRules } from '#queries/links/link_rules'
import { loadQuestion, type RuledService } from '#queries/load_availability'
import { isOffered, type RuledBusiness } from '#queries/service_rules'
import { DAY } from '#scheduling/dates'
import { findSlots } from '#scheduling/slots'
import type { Instant, Slot, Span } from '#scheduling/types'

/** Looked through in turn until there is enough to offer. */
const REACHES = [7 * DAY, 62 * DAY]

interface Wish {
  link?: LinkRules | null
  hostId: number | null
  durationMinutes?: number | null
  startsAt: Instant
  count: number
}

/** The free slots nearest to a wished start, earliest first; fewer than asked when there are no more. */
export async function nearestSlots(
  wish: Wish & { businessId: number; serviceId: number },
  now: Instant
): Promise<Slot[]> {
  const { businessId, serviceId } = wish
  const business = await Business.query().where('id', businessId).preload('settings').first()
  const service = await Service.query().where({ businessId, id: serviceId }).first()
  if (!business || !service) return []
  const found = { ...wish, business, service }
  return isOffered(found, wish.durationMinutes ?? null) ? slotsNear(found, now) : []
}

/** The same where the service is at hand. */
export async function slotsNear(
  wish: Wish & { business: RuledBusiness; service: RuledService },
  now: Instant
): Promise<Slot[]> {
  return nearestOf(
    async (range) => findSlots(await loadQuestion({ ...wish, range, now })),
    wish,
    now
  )
}

/** The same among those that `find` gives for a range. */
export async function nearestOf(
  find: (range: Span) => Promise<Slot[]>,
  { startsAt, count }: Pick<Wish, 'startsAt' | 'count'>,
  now: Instant
): Promise<Slot[]> {
  // A wish from the past or the far future is answered from the nearest time that can be booked.
  const around = Math.max(startsAt, now)
  for (const reach of REACHES) {
    const slots = await find(spanAround(around, now, reach))
    if (slots.length >= count || reach === REACHES.at(-1)) return nearest(slots, around, count)
  }
  return []
}

/** What is looked through first, and so what memory knows of a start that was refused before. */
export function spanAround(startsAt: Instant, now: Instant, reach = REACHES[0]): Span {
  return { start: Math.max(now, startsAt - reach), end: startsAt + reach }
}

function nearest(slots: Slot[], around: Instant, count: number): Slot[] {
  return slots
    .toSorted((a, b) => Math.abs(a.start - around) - Math.abs(b.start - around))
    .slice(0, count)
    .toSorted((a, b) => a.start - b.start)
}
