import { MINUTE } from '#scheduling/time/dates'
import { explainerOf } from '#scheduling/reasons/reasons'
import { goesAlong } from '#scheduling/slots/rooms'
import { findSlots } from '#scheduling/slots/slots'
import type { HostCalendar, Instant, Question, ReasonCode, Span } from '#scheduling/types'

/** Starts that only one of the two offers, ascending. */
export interface Difference {
  removed: Instant[]
  added: Instant[]
}

/** Without buffers. */
export interface HeldTime extends Span {
  hostId: number
}

/** Hours, dates and blocks; the other reasons are other hosts, other bookings and the clock. */
const OUTSIDE: ReadonlySet<ReasonCode> = new Set([
  'too_early',
  'too_far',
  'closed_that_day',
  'outside_hours',
  'blocked',
  'does_not_fit',
])

/** Both questions must be about the same range. */
export function differenceOf(before: Question, after: Question): Difference {
  const offeredBefore = startsOf(before)
  const offeredAfter = startsOf(after)
  return {
    removed: [...offeredBefore.difference(offeredAfter)],
    added: [...offeredAfter.difference(offeredBefore)],
  }
}

/** Bookings outside the openings and dates that the question leaves their host. */
export function outsideOf<Held extends HeldTime>(
  question: Question,
  held: readonly Held[]
): Held[] {
  const alike = Map.groupBy(held, ({ hostId, start, end }) => `${hostId} ${end - start}`)
  const outside = new Set([...alike.values()].flatMap((group) => outsideOfGroup(question, group)))
  return held.filter((time) => outside.has(time))
}

export type Lacks = 'room' | 'person'

/** Bookings without one of the rooms that go along, or not with everybody where all are needed. */
export function lackingOf<Held extends HeldTime & { bookingId: number }>(
  { mode, hosts }: Pick<Question, 'mode' | 'hosts'>,
  held: readonly Held[]
): (Held & { lacks: Lacks })[] {
  const rooms = hosts.filter(goesAlong({ mode, hosts }))
  const alone = mode === 'any' ? [] : hosts.map((host) => [host])
  const needed = rooms.length > 0 ? [rooms] : alone
  return [...Map.groupBy(held, ({ bookingId }) => bookingId).values()].flatMap((own) => {
    const isHeld = ({ hostId }: HostCalendar) => own.some((time) => time.hostId === hostId)
    const missing = needed.find((some) => !some.some(isHeld))
    return missing ? [{ ...own[0], lacks: missing[0].isRoom ? 'room' : 'person' }] : []
  })
}

function outsideOfGroup<Held extends HeldTime>(question: Question, held: Held[]): Held[] {
  const [{ hostId, start, end }] = held
  const hosts = question.hosts.filter((host) => host.hostId === hostId)
  if (hosts.length === 0) return held
  const starts = held.map((time) => time.start)
  const explainer = explainerOf(
    {
      ...question,
      hosts,
      sessions: [],
      isPlannedOnly: false,
      rules: { ...question.rules, durationMinutes: (end - start) / MINUTE },
    },
    { start: Math.min(...starts), end: Math.max(...starts) + 1 }
  )
  return held.filter((time) =>
    explainer.reasonsAt(time.start).some(({ code }) => OUTSIDE.has(code))
  )
}

function startsOf(question: Question): Set<Instant> {
  return new Set(findSlots(question).map(({ start }) => start))
}
