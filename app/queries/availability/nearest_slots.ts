import type { LinkRules } from '#queries/links/link_rules'
import { loadQuestion, type RuledService } from '#queries/availability/load_availability'
import type { RuledBusiness } from '#queries/services/service_rules'
import { DAY } from '#scheduling/time/dates'
import { findSlots } from '#scheduling/slots/slots'
import { bookableEnd } from '#scheduling/rules/terms'
import type { Instant, Question, Slot, Span } from '#scheduling/types'

/** Looked through in turn until there is enough to offer; in the end, as far as bookings are taken. */
const REACHES = [7 * DAY, 62 * DAY, Infinity]

interface Wish {
  link?: LinkRules | null
  hostId: number | null
  durationMinutes?: number | null
  startsAt: Instant
  count: number
}

interface Except {
  /** A start that is no alternative: where the booking is that looks for another. */
  exceptAt?: Instant | null
}

/** The free slots nearest to a wished start, earliest first; fewer than asked when there are no more. */
export async function slotsNear(
  wish: Wish & { business: RuledBusiness; service: RuledService },
  now: Instant
): Promise<Slot[]> {
  return nearestOf((range) => loadQuestion({ ...wish, range, now }), wish, now)
}

/** The same among what the questions that `ask` gives for a range have on offer. */
export async function nearestOf(
  ask: (range: Span) => Promise<Question>,
  { startsAt, count, exceptAt = null }: Pick<Wish, 'startsAt' | 'count'> & Except,
  now: Instant
): Promise<Slot[]> {
  // A wish from the past or from beyond the horizon is answered from the nearest time that can be booked.
  let around = Math.max(startsAt, now)
  let end = Infinity
  let slots: Slot[] = []
  for (const reach of REACHES) {
    const range = spanAround(around, now, reach, end)
    const question = await ask(range)
    slots = findSlots(question).filter(({ start }) => start !== exceptAt)
    end = bookableEnd(question, around)
    if (slots.length >= count || (range.start === now && range.end >= end)) break
    around = Math.min(around, end)
  }
  return nearest(slots, around, count)
}

/** What is looked through first, and so what memory knows of a start that was refused before. */
export function spanAround(
  startsAt: Instant,
  now: Instant,
  reach = REACHES[0],
  end = Infinity
): Span {
  return { start: Math.max(now, startsAt - reach), end: Math.min(startsAt + reach, end) }
}

function nearest(slots: Slot[], around: Instant, count: number): Slot[] {
  return slots
    .toSorted((a, b) => Math.abs(a.start - around) - Math.abs(b.start - around))
    .slice(0, count)
    .toSorted((a, b) => a.start - b.start)
}
