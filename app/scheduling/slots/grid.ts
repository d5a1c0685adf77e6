import { DAY, type Day, MINUTE } from '#scheduling/time/dates'
import { blockedBetween } from '#scheduling/openings/blocked_time'
import { openingsBetween, readHours } from '#scheduling/openings/openings'
import { allBut, type Edges, type LooseSpans, cut, overlaps, unite } from '#scheduling/time/spans'
import { startGridsBetween, startGridsOf } from './start_times.js'
import type { HostCalendar, Instant, Question, SlotRules, Span } from '#scheduling/types'
import { type Clock, clockOf, dayAt } from '#scheduling/time/zones'

export interface OpenTime {
  clock: Clock
  openings: LooseSpans
  /** The union of all openings; a slot must lie inside it. */
  open: Edges
  /** What would be open without the blocks. */
  scheduled: Edges
  blocked: LooseSpans
  isClosed(day: Day): boolean
}

/** Covers the longest opening and a slot that begins at the window's end. */
export function openTimeOf(host: HostCalendar, rules: SlotRules, window: Span): OpenTime {
  const slotsEnd = window.end + rules.durationMinutes * MINUTE
  const clock = clockAround(host.timeZone, { start: window.start, end: slotsEnd })
  const openingsOn = openingsReader(host, rules, clock)

  // Where a zone skipped a whole date, an opening of the date before runs on past it.
  const [first, last] = [dayAt(clock, window.start) - 2, dayAt(clock, slotsEnd) + 1]
  const whole = openingsOn(first, last)
  const scheduled = unite(whole)
  // A grid steps on from where a block ends, so those of the first openings count as well.
  const blocked = blockedBetween(host.blocks ?? [], clock, first - 2, last + 2)
  const isCut = blocked.starts.length > 0
  const openings = isCut ? cut(whole, allBut(unite(blocked))) : whole
  return {
    clock,
    openings,
    open: isCut ? unite(openings) : scheduled,
    scheduled,
    blocked,
    isClosed: (day) => openingsOn(day, day).starts.length === 0,
  }
}

/** Reaches as far around the window as openings and the week of a limit may. */
export function clockAround(timeZone: string, { start, end }: Span): Clock {
  return clockOf(timeZone, { start: start - 10 * DAY, end: end + 10 * DAY })
}

/** Each span steps from its own beginning. For `collective`: what everybody has open at once. */
export function gridsOf(
  hosts: readonly OpenTime[],
  { rules, mode, timeZone }: Question,
  window: Span
): LooseSpans[] {
  const { offeredStarts, startTimes } = rules
  const common = (grids: LooseSpans) => hosts.map(() => grids)
  const listed = (clock: Clock) => {
    const days = [dayAt(clock, window.start) - 2, dayAt(clock, window.end) + 1] as const
    return startGridsBetween(startTimes ?? [], clock, ...days)
  }

  if (offeredStarts) return common(startGridsOf(offeredStarts))
  if (mode === 'any') {
    return hosts.map(({ clock, openings }) => (startTimes ? listed(clock) : openings))
  }
  if (startTimes) return common(listed(clockAround(timeZone, window)))
  return hosts.length === 0
    ? []
    : common(hosts.map(({ openings }) => openings).reduce((one, other) => overlaps(one, other)))
}

type OpeningsReader = (first: Day, last: Day) => LooseSpans

/** Cut down to the hours of the link or service, if it has any. */
function openingsReader(host: HostCalendar, rules: SlotRules, clock: Clock): OpeningsReader {
  const hours = readHours(host)
  if (!rules.hours) return (first, last) => openingsBetween(hours, clock, first, last)

  const outerHours = readHours(rules.hours)
  return (first, last) => {
    const within = unite(openingsBetween(outerHours, clock, first - 2, last + 2))
    return cut(openingsBetween(hours, clock, first, last), within)
  }
}

/** The starts from which a slot of this length lies inside the open time. */
export function fittingStarts(open: Edges, durationMinutes: number): Edges {
  const fitting: Instant[] = []
  for (let index = 0; index < open.length; index += 2) {
    const last = open[index + 1] - durationMinutes * MINUTE
    if (last >= open[index]) fitting.push(open[index], last + 1)
  }
  return fitting
}

/** Ascending and distinct. */
export function startsWithin(
  { starts: opens, ends: closes }: LooseSpans,
  allowed: Edges,
  intervalMinutes: number
): Instant[] {
  const step = intervalMinutes * MINUTE
  const starts: Instant[] = []
  let isOrdered = true
  let latest = -Infinity
  let opening = 0
  let first = 0

  for (const open of opens) {
    const close = closes[opening++]
    while (first < allowed.length && allowed[first + 1] <= open) first += 2

    for (let span = first; span < allowed.length && allowed[span] < close; span += 2) {
      const until = Math.min(allowed[span + 1], close)
      let start = open + Math.max(Math.ceil((allowed[span] - open) / step), 0) * step
      if (start >= until) continue
      if (start <= latest) isOrdered = false
      for (; start < until; start += step) starts.push(start)
      latest = start - step
    }
  }
  return isOrdered ? starts : distinct(starts)
}

/** Only overlapping grids give a start twice, or out of order. */
function distinct(starts: Instant[]): Instant[] {
  return [...Float64Array.from(starts).sort()].filter(
    (start, index, all) => start !== all[index - 1]
  )
}
