import { DateTime } from 'luxon'
import type { HostCalendar, Instant, Question, SlotRules, Span, TakenSpan } from '#scheduling/types'

/** A question about an hour-long service, with nothing taken; a test writes only what it is about. */
export function aQuestion(
  given: Partial<Omit<Question, 'rules'>> & { rules?: Partial<SlotRules> } = {}
): Question {
  return {
    now: at('2011-01-01T00:00Z'),
    timeZone: 'Europe/London',
    range: span('2026-12-02T00:00Z', '2026-12-03T00:00Z'),
    hosts: [aHost()],
    mode: 'any',
    serviceStarts: [],
    ...given,
    rules: { ...hourLong, ...given.rules },
  }
}

/** A host in London who is open on weekdays from nine to noon. */
export function aHost(given: Partial<HostCalendar> = {}): HostCalendar {
  return {
    hostId: 1,
    timeZone: 'Europe/London',
    weeklyHours: ([1, 2, 3, 4, 5] as const).map((weekday) => ({
      weekday,
      start: '09:00',
      end: '12:00',
    })),
    overrides: [],
    busy: [],
    taken: [],
    ...given,
  }
}

/** A claim of the same service, one seat and no buffers. */
export function claimed(start: string, end: string, given: Partial<TakenSpan> = {}): TakenSpan {
  return {
    ...span(start, end),
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    seats: 1,
    sameService: true,
    ...given,
  }
}

export function span(start: string, end: string): Span {
  return { start: at(start), end: at(end) }
}

/** An instant from ISO text with an offset. */
export function at(text: string): Instant {
  return DateTime.fromISO(text).toMillis()
}

/** How a zone's clock shows an instant, offset included: `2027-03-28T03:00+02:00`. */
export function shownIn(timeZone: string, instant: Instant): string {
  return DateTime.fromMillis(instant, { zone: timeZone }).toFormat("yyyy-MM-dd'T'HH:mmZZ")
}

const hourLong: SlotRules = {
  durationMinutes: 60,
  slotIntervalMinutes: 60,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  minimumNoticeMinutes: 0,
  horizonDays: null,
  weekStartsOn: 1,
  capacity: 1,
  isActive: true,
}
