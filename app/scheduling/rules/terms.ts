import { DAY, type Day, MINUTE, dateOf, dayOf } from '#scheduling/time/dates'
import type { Instant, Question, ReasonDetail, Slot, SlotRules } from '#scheduling/types'
import { clockOf, dayAt, startOfDay } from '#scheduling/time/zones'

/** Where nothing ends the bookable dates. */
const FARTHEST_SEARCH = 366 * DAY

/** Both included. */
export interface DaySpan {
  first: Day
  last: Day
}

/** Infinite where nothing bounds them. */
export interface BookableDates {
  /** By the business's calendar. */
  firstDay: Day
  lastDay: Day
  /** Taken out between those two. */
  excluded: readonly DaySpan[]
  /** By the host's calendar. */
  horizonDay: Day
}

/** Starts before this instant are too soon. */
export function earliestStart({ now, rules }: Question): Instant {
  return now + rules.minimumNoticeMinutes * MINUTE
}

export function isPastDeadline({ now, rules }: Question): boolean {
  return typeof rules.deadline === 'number' && now > rules.deadline
}

export function firstBookableDay({ bookableFrom }: SlotRules): Day {
  return bookableFrom ? dayOf(bookableFrom) : -Infinity
}

export function bookableDates({ now, rules }: Question, hostZone: string): BookableDates {
  const { horizonDays, bookableUntil, excludedDates } = rules
  return {
    firstDay: firstBookableDay(rules),
    lastDay: bookableUntil ? dayOf(bookableUntil) : Infinity,
    excluded: (excludedDates ?? []).map(({ firstDate, lastDate }) => ({
      ...{ first: dayOf(firstDate), last: dayOf(lastDate) },
    })),
    horizonDay: horizonDays === null ? Infinity : dayIn(hostZone, now) + horizonDays,
  }
}

export function dateReasons(
  { firstDay, lastDay, excluded, horizonDay }: BookableDates,
  { ofBusiness, ofHost }: { ofBusiness: Day; ofHost: Day }
): ReasonDetail[] {
  const reasons: ReasonDetail[] = []
  if (ofBusiness < firstDay) reasons.push({ code: 'too_early', firstDate: dateOf(firstDay) })

  if (excluded.some(({ first, last }) => first <= ofBusiness && ofBusiness <= last)) {
    reasons.push({ code: 'closed_that_day', date: dateOf(ofBusiness) })
  }
  const end = Math.min(
    ofBusiness > lastDay ? lastDay : Infinity,
    ofHost > horizonDay ? horizonDay : Infinity
  )
  if (end < Infinity) reasons.push({ code: 'too_far', lastDate: dateOf(end) })
  return reasons
}

/** No booking begins from here on; a year after `from` where nothing ends the dates. */
export function bookableEnd(question: Question, from = question.now): Instant {
  const { now, timeZone, hosts } = question
  const ends = hosts.map((host) => {
    const { lastDay, horizonDay } = bookableDates(question, host.timeZone)
    return Math.min(endOf(lastDay, timeZone), endOf(horizonDay, host.timeZone))
  })
  const end = Math.max(now, ...ends)
  return end < Infinity ? end : from + FARTHEST_SEARCH
}

export function dayIn(timeZone: string, moment: Instant): Day {
  return dayAt(clockOf(timeZone, { start: moment, end: moment }), moment)
}

function endOf(day: Day, timeZone: string): Instant {
  return day < Infinity ? startOfDay(timeZone, dateOf(day + 1)) : Infinity
}

/** Throws for rules that make no slots, which only a caller's mistake can bring here. */
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
