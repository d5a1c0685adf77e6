import ICAL from 'ical.js'
import { headOf } from './feed_lines.js'
import { ianaName, type OffsetAt, zoneNamed } from './wall_time.js'

export interface FeedZones {
  /** What whole days and floating times are read by. */
  own: OffsetAt
  byName: Map<string, OffsetAt>
}

export function feedZone(text: string): string | null {
  const written = headOf(text, 'X-WR-TIMEZONE')
  return written === null ? null : ianaName(written)
}

/** Of whole days and floating times. */
export function ownZone(text: string, timeZone: string): OffsetAt {
  return zoneNamed(feedZone(text) ?? timeZone) ?? utc
}

/** What a zone is called decides; what the file says of it only where nobody knows the name. */
export function zonesOf(lines: readonly string[], text: string, timeZone: string): FeedZones {
  const own = ownZone(text, timeZone)
  const byName = new Map<string, OffsetAt>()
  for (const tzid of tzidsOf(lines)) {
    const zone = zoneNamed(tzid) ?? describedZone(lines, tzid)
    if (zone) byName.set(tzid, zone)
  }
  return { own, byName }
}

export function zoneOf(tzid: string, { byName }: FeedZones): OffsetAt | null {
  return byName.get(tzid) ?? zoneNamed(tzid)
}

export function utc(): number {
  return 0
}

/** Floating, so that the library turns nothing into another zone. */
export function timeAt(wall: number, isDate: boolean): ICAL.Time {
  const at = new Date(wall)
  const date = { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() }
  const time = { hour: at.getUTCHours(), minute: at.getUTCMinutes(), second: at.getUTCSeconds() }
  return ICAL.Time.fromData(isDate ? { ...date, isDate } : { ...date, ...time, isDate })
}

function tzidsOf(lines: readonly string[]): Set<string> {
  return new Set(
    lines.flatMap((line) => (/^TZID:/i.test(line) ? [line.slice('TZID:'.length).trim()] : []))
  )
}

function describedZone(lines: readonly string[], tzid: string): OffsetAt | undefined {
  const from = lines.findIndex((line, at) => line.trim() === `TZID:${tzid}` && isInZone(lines, at))
  const begin = lines.lastIndexOf('BEGIN:VTIMEZONE', from)
  const end = lines.indexOf('END:VTIMEZONE', from)
  if (begin === -1 || end === -1) return undefined
  const block = lines.slice(begin, end + 1)
  const located = block.find((line) => /^X-LIC-LOCATION:/i.test(line))
  const named = located && zoneNamed(located.slice('X-LIC-LOCATION:'.length))
  if (named) return named
  try {
    const component = new ICAL.Component(ICAL.parse(block.join('\r\n')) as [])
    const zone = new ICAL.Timezone({ component, tzid })
    return remembered((instant) => offsetBy(zone, instant))
  } catch {
    return undefined
  }
}

function isInZone(lines: readonly string[], at: number): boolean {
  return lines.lastIndexOf('BEGIN:VTIMEZONE', at) > lines.lastIndexOf('END:VTIMEZONE', at)
}

/** The library tells it by the wall clock. */
function offsetBy(zone: ICAL.Timezone, instant: number): number {
  const guess = zone.utcOffset(timeAt(instant, false)) * 1_000
  return zone.utcOffset(timeAt(instant + guess, false)) * 1_000
}

function remembered(offsetAt: OffsetAt): OffsetAt {
  const known = new Map<number, number>()
  return (instant) => {
    const hour = Math.floor(instant / 900_000)
    const value = known.get(hour) ?? offsetAt(instant)
    known.set(hour, value)
    return value
  }
}
