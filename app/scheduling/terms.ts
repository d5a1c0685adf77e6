import { type Day, MINUTE, dayOf } from './dates.js'
import type { Instant, Question, Slot, SlotRules } from './types.js'
import { clockOf, dayAt } from './zones.js'

/** Start times before this one are too soon. */
export function earliestStart({ now, rules }: Question): Instant {
  return now + rules.minimumNoticeMinutes * MINUTE
}

export function isPastDeadline({ now, rules }: Question): boolean {
  return typeof rules.deadline === 'number' && now > rules.deadline
}

/** The first date on which any host may be booked; -Infinity where none is set. */
export function firstBookableDay({ bookableFrom }: SlotRules): Day {
  return bookableFrom ? dayOf(bookableFrom) : -Infinity
}

/** The last date on which a host may be booked, by its own calendar; Infinity where nothing ends it. */
export function lastBookableDay({ now, rules }: Question, timeZone: string): Day {
  const { horizonDays, bookableUntil } = rules
  const lastDay = bookableUntil ? dayOf(bookableUntil) : Infinity
  if (horizonDays === null) return lastDay
  return Math.min(lastDay, dayAt(clockOf(timeZone, { start: now, end: now }), now) + horizonDays)
}

/** Refuses rules that make no slots at all, which only a fault of the caller can bring here. */
export function assertUsable(rules: SlotRules): void {
  const { durationMinutes, slotIntervalMinutes, capacity } = rules
  if ([durationMinutes, slotIntervalMinutes, capacity].some((n) => !Number.isInteger(n) || n < 1)) {
    throw new RangeError('Duration, interval and capacity are whole numbers from 1 up')
  }
}

/** The last moment at which a slot may still be booked. */
export function lastMoment(
  { rules, sessions = [] }: Question,
  { start, sessionId }: Pick<Slot, 'start' | 'sessionId'>
): Instant {
  const session = sessions.find((each) => each.sessionId === sessionId)
  return Math.min(
    start - rules.minimumNoticeMinutes * MINUTE,
    rules.deadline ?? Infinity,
    session?.deadline ?? Infinity
  )
}
