import type { LinkRules } from '#queries/links/link_rules'
import { loadQuestion, type RuledService } from '#queries/availability/load_availability'
import type { RuledBusiness } from '#queries/services/service_rules'
import { DAY } from '#scheduling/time/dates'
import { findSlots } from '#scheduling/slots/slots'
import { bookableEnd } from '#scheduling/rules/terms'
import type { Instant, Question, Slot, Span } from '#scheduling/types'

/** Searched one after another until there are enough; the last is as far as bookings are taken. */
const REACHES = [7 * DAY, 62 * DAY, Infinity]

interface Input {
  link?: LinkRules | null
  hostId: number | null
  durationMinutes?: number | null
  startsAt: Instant
  count: number
}

interface Except {
  exceptAt?: Instant | null
}

export async function slotsNear(
  input: Input & { business: RuledBusiness; service: RuledService },
  now: Instant
): Promise<Slot[]> {
  return nearestOf((range) => loadQuestion({ ...input, range, now }), input, now)
}

export async function nearestOf(
  ask: (range: Span) => Promise<Question>,
  { startsAt, count, exceptAt = null }: Pick<Input, 'startsAt' | 'count'> & Except,
  now: Instant
): Promise<Slot[]> {
  // A time in the past or beyond the horizon is answered with the nearest one that can be booked.
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

/** Searched first, so memory knows it for a start that was refused before. */
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
