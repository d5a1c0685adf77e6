import { DAY, type Day, MINUTE, dateOf, dayOf } from '#scheduling/time/dates'
import type { Instant, Question, ReasonDetail, Slot, SlotRules } from '#scheduling/types'
import { clockOf, dayAt, startOfDay } from '#scheduling/time/zones'

/** How far ahead is looked where nothing ends the bookable dates. */
const FARTHEST_SEARCH = 366 * DAY

/** The dates on which a host may be booked; infinite where nothing bounds them. */
export interface BookableDates {
  /** Of the rules, by the business's calendar. */
  firstDay: Day
  lastDay: Day
  /** The last one that the horizon reaches, by the host's calendar. */
  horizonDay: Day
}

/** Start times before this one are too soon. */
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
  const { horizonDays, bookableUntil } = rules
  return {
    firstDay: firstBookableDay(rules),
    lastDay: bookableUntil ? dayOf(bookableUntil) : Infinity,
    horizonDay: horizonDays === null ? Infinity : dayIn(hostZone, now) + horizonDays,
  }
}

/** Why a moment lies on no date that may be booked, told by both calendars. */
export function dateReasons(
  { firstDay, lastDay, horizonDay }: BookableDates,
  { ofBusiness, ofHost }: { ofBusiness: Day; ofHost: Day }
): ReasonDetail[] {
  const reasons: ReasonDetail[] = []
  if (ofBusiness < firstDay) reasons.push({ code: 'too_early', firstDate: dateOf(firstDay) })

  const end = Math.min(
    ofBusiness > lastDay ? lastDay : Infinity,
    ofHost > horizonDay ? horizonDay : Infinity
  )
  if (end < Infinity) reasons.push({ code: 'too_far', lastDate: dateOf(end) })
  return reasons
}

/** No booking begins from here on; about a year ahead of `from` where nothing ends the bookable dates. */
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
