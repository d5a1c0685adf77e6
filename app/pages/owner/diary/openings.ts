import type { DatedHours } from '#queries/diary/diary_hosts'
import { openingsBetween, readHours } from '#scheduling/openings/openings'
import { minutesOfDay } from '#formats/times/times'
import { DAY, HOUR } from '#scheduling/time/dates'
import { type Edges, spansOf, subtract, unite } from '#scheduling/time/spans'
import { clockOf, dateAt, dayAt } from '#scheduling/time/zones'
import type { Instant, Span, WorkingHours } from '#scheduling/types'

interface Keeping extends WorkingHours {
  timeZone: string
  overrides: readonly DatedHours[]
}

export interface Openings {
  /** All that is open in the time asked for and around it. */
  all: Edges
  /** From the first that begins on the day to the end of the last, past midnight if need be. */
  own: Span | null
}

export type ShutWhy = 'before' | 'after' | 'lunch' | 'break' | 'closed'

export interface Shut extends Span {
  why: ShutWhy
  reason: string | null
}

export function openingsOn(host: Keeping, day: Span): Openings {
  return openingsOver(host, [day])[0]
}

/** Of days that follow each other. */
export function openingsOver(host: Keeping, days: readonly Span[]): Openings[] {
  const [from, until] = [days[0].start, days[days.length - 1].end]
  const clock = clockOf(host.timeZone, { start: from - 3 * DAY, end: until + 3 * DAY })
  const first = dayAt(clock, from) - 1
  const opens = openingsBetween(readHours(host), clock, first, dayAt(clock, until) + 1)
  const all = unite(opens)
  let next = 0
  return days.map((day) => {
    while (opens.starts[next] < day.start) next++
    const own: Span[] = []
    for (; opens.starts[next] < day.end; next++) {
      own.push({ start: opens.starts[next], end: opens.ends[next] })
    }
    return { all, own: hullOf(own) }
  })
}

export function hullOf(spans: readonly Span[]): Span | null {
  if (spans.length === 0) return null
  return {
    start: Math.min(...spans.map(({ start }) => start)),
    end: Math.max(...spans.map(({ end }) => end)),
  }
}

/** What is not open of the time shown, and why. */
export function shutOn(host: Keeping, { all, own }: Openings, day: Span, shown: Span): Shut[] {
  let reason = datedHoursOn(host, day.start)?.reason ?? null
  return spansOf(subtract([shown.start, shown.end], all, shown.start, shown.end)).map((span) => {
    const why = whyShut(host, own, span)
    const isBetween = why === 'lunch' || why === 'break'
    const told = isBetween ? null : reason
    if (!isBetween) reason = null
    return { ...span, why, reason: told }
  })
}

function whyShut(host: Keeping, own: Span | null, { start, end }: Span): ShutWhy {
  if (own === null) return 'closed'
  if (end <= own.start) return 'before'
  if (start >= own.end) return 'after'
  return isLunch(host.timeZone, start, end) ? 'lunch' : 'break'
}

function isLunch(timeZone: string, start: Instant, end: Instant): boolean {
  const begins = minutesOfDay(start, timeZone)
  return begins >= 11 * 60 && begins <= 14 * 60 && end - start <= 2 * HOUR
}

/** The hours that stand for that date alone, instead of those of its weekday. */
export function datedHoursOn({ overrides, timeZone }: Keeping, dayBegins: Instant) {
  const date = dateAt(timeZone, dayBegins + DAY / 2)
  return overrides.findLast((each) => each.date === date)
}
