import { IANAZone } from 'luxon'
import { DAY, type Day, MINUTE, dateOf, dayOf, minutesOf, yearOf } from './dates.js'
import { type LooseSpans, addSpan, countUpTo } from './spans.js'
import type { Instant, Span } from '#scheduling/types'

/**
 * A zone's offsets over some years, as integers: `offsets[i]` (ms east of UTC) is in force from
 * `from[i]` until `from[i + 1]`. `wallEnds[i]` is the wall time at which it ends, as ms "as if UTC".
 */
export interface Clock {
  from: readonly Instant[]
  offsets: readonly number[]
  wallEnds: readonly number[]
}

interface OffsetChange {
  at: Instant
  offset: number
}

/** Old abbreviations that the runtime still accepts but the IANA database does not know. */
const ABBREVIATIONS = new Set(
  'ACT AET AGT ART AST BET BST CAT CNT CST CTT EAT ECT IET IST JST MIT NET NST PLT PNT PRT PST SST VST'.split(
    ' '
  )
)

/** Two changes of a zone since 1970 are at least seven days apart. */
const SAMPLE_STEP = 4 * DAY
const clocks = new Map<string, Clock>()
const latest = new Map<string, { clock: Clock; start: Instant; end: Instant }>()
const changesByYear = new Map<string, OffsetChange[]>()

/** Names of the IANA database only: no bare offset and no abbreviation. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name) || name.startsWith('SystemV/')) return false
  return !ABBREVIATIONS.has(name.toUpperCase()) && IANAZone.isValidZone(name)
}

/** A skipped wall time moves on by the gap, a repeated one is its first. */
export function instantAt(timeZone: string, date: string, time: string): Instant {
  const wall = dayOf(date) * DAY + minutesOf(time) * MINUTE
  return instantOf(clockAround(timeZone, wall), wall)
}

/** A gap may put it after midnight. */
export function startOfDay(timeZone: string, date: string): Instant {
  const day = dayOf(date)
  return startOf(clockAround(timeZone, day * DAY), day)
}

export function daySpan(date: string, timeZone: string): Span {
  return {
    start: startOfDay(timeZone, date),
    end: startOfDay(timeZone, dateOf(dayOf(date) + 1)),
  }
}

/** `YYYY-MM-DD`. */
export function dateAt(timeZone: string, instant: Instant): string {
  return dateOf(dayAt(clockAround(timeZone, instant), instant))
}

/** Minutes east of UTC. */
export function offsetMinutesAt(timeZone: string, instant: Instant): number {
  return offsetAt(clockAround(timeZone, instant), instant) / MINUTE
}

/** In milliseconds east of UTC; the first begins and the last ends at null. */
export function offsetsOf(timeZone: string, span: Span) {
  const { from, offsets } = clockOf(timeZone, span)
  return offsets.map((shift, index) => ({
    begins: index === 0 ? null : from[index],
    ends: from[index + 1] ?? null,
    shift,
  }))
}

function clockAround(timeZone: string, instant: Instant): Clock {
  return clockOf(timeZone, { start: instant - 3 * DAY, end: instant + 3 * DAY })
}

/** For at least the years that the span touches; found once, then kept. */
export function clockOf(timeZone: string, span: Span): Clock {
  const last = latest.get(timeZone)
  if (last && last.start <= span.start && span.end < last.end) return last.clock

  const firstYear = yearOf(span.start)
  const lastYear = yearOf(span.end)
  const key = `${timeZone} ${firstYear} ${lastYear}`
  const clock = clocks.get(key) ?? readClock(timeZone, firstYear, lastYear)
  clocks.set(key, clock)
  latest.set(timeZone, {
    clock,
    start: Date.UTC(firstYear, 0, 1),
    end: Date.UTC(lastYear + 1, 0, 1),
  })
  return clock
}

export function offsetAt(clock: Clock, instant: Instant): number {
  return clock.offsets[segmentAt(clock, instant)]
}

export function dayAt(clock: Clock, instant: Instant): Day {
  return Math.floor((instant + offsetAt(clock, instant)) / DAY)
}

/** `wall` is in milliseconds "as if UTC". */
export function instantOf(clock: Clock, wall: number): Instant {
  const segment = segmentOfWall(clock, wall)
  const instant = wall - clock.offsets[segment]
  const isSkipped = instant < clock.from[segment]
  return isSkipped ? wall - clock.offsets[segment - 1] : instant
}

/** The first instant of `day` or, where that date does not exist, of a later one. */
export function startOf(clock: Clock, day: Day): Instant {
  const segment = segmentOfWall(clock, day * DAY)
  return Math.max(clock.from[segment], day * DAY - clock.offsets[segment])
}

export function dayExists(clock: Clock, day: Day): boolean {
  return startOf(clock, day) < startOf(clock, day + 1)
}

/** The offset of every wall time on the date and the next; null when a change is near. */
export function steadyOffset(clock: Clock, day: Day): number | null {
  const segment = segmentAt(clock, day * DAY)
  const isSteady =
    clock.from[segment] <= (day - 2) * DAY &&
    (segment + 1 === clock.from.length || (day + 4) * DAY <= clock.from[segment + 1])
  return isSteady ? clock.offsets[segment] : null
}

/** The dates in `[from, until)`; more than one span where midnight repeats. */
export function addDays(spans: LooseSpans, clock: Clock, from: Day, until: Day): void {
  addShown(spans, clock, from * DAY, until * DAY)
}

/** When the clock shows wall times in `[from, until)`, in milliseconds "as if UTC". */
export function addShown(spans: LooseSpans, clock: Clock, from: number, until: number): void {
  const last = segmentAt(clock, until + DAY)
  for (let segment = segmentAt(clock, from - DAY); segment <= last; segment++) {
    const offset = clock.offsets[segment]
    const end = segment + 1 < clock.from.length ? clock.from[segment + 1] : Infinity
    addSpan(spans, Math.max(from - offset, clock.from[segment]), Math.min(until - offset, end))
  }
}

function segmentAt(clock: Clock, instant: Instant): number {
  return Math.max(countUpTo(clock.from, instant) - 1, 0)
}

/** The first stretch that ends after this wall time. */
function segmentOfWall(clock: Clock, wall: number): number {
  return Math.min(countUpTo(clock.wallEnds, wall), clock.offsets.length - 1)
}

function readClock(timeZone: string, firstYear: number, lastYear: number): Clock {
  const zone = IANAZone.create(timeZone)
  if (!zone.isValid) throw new RangeError(`Not a time zone: ${timeZone}`)

  const from = [-Infinity]
  const offsets = [offsetIn(zone, Date.UTC(firstYear, 0, 1))]
  for (let year = firstYear; year <= lastYear; year++) {
    for (const change of changesIn(zone, year)) {
      from.push(change.at)
      offsets.push(change.offset)
    }
  }
  const wallEnds = offsets.map((offset, index) => (from[index + 1] ?? Infinity) + offset)
  return { from, offsets, wallEnds }
}

function changesIn(zone: IANAZone, year: number): OffsetChange[] {
  const key = `${zone.name} ${year}`
  const known = changesByYear.get(key)
  if (known) return known

  const changes: OffsetChange[] = []
  const end = Date.UTC(year + 1, 0, 1)
  let before = Date.UTC(year, 0, 1)
  let offset = offsetIn(zone, before)
  while (before < end) {
    const after = Math.min(before + SAMPLE_STEP, end)
    const offsetAfter = offsetIn(zone, after)
    if (offsetAfter !== offset) {
      changes.push({ at: firstUnlike(zone, offset, before, after), offset: offsetAfter })
    }
    before = after
    offset = offsetAfter
  }
  changesByYear.set(key, changes)
  return changes
}

/** The first instant after `before`, known to have the offset, at which the zone has another. */
function firstUnlike(zone: IANAZone, offset: number, before: Instant, after: Instant): Instant {
  let low = before
  let high = after
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetIn(zone, middle) === offset) low = middle
    else high = middle
  }
  return high
}

function offsetIn(zone: IANAZone, instant: Instant): number {
  return Math.round(zone.offset(instant) * MINUTE)
}
