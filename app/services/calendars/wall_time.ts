import { DateTime, IANAZone } from 'luxon'
import windowsZones from 'windows-iana'

const DAY = 86_400_000

/** A zone's offset in ms at an instant, as Luxon and as a file's own VTIMEZONE have it. */
export type OffsetAt = (instant: number) => number

const offsets = new Map<string, OffsetAt | null>()

/** By a name of IANA's or of Windows', with whatever programs put before it; null where there is none. */
export function zoneNamed(name: string): OffsetAt | null {
  const known = offsets.get(name)
  if (known !== undefined) return known
  const found = ianaName(name)
  const zone = found === null ? null : IANAZone.create(found)
  const offset = zone && ((instant: number) => zone.offset(instant) * 60_000)
  if (offsets.size < 5_000) offsets.set(name, offset)
  return offset
}

/** "/mozilla.org/20050126_1/Europe/Berlin", "W. Europe Standard Time", "(UTC+01:00) …" */
export function ianaName(written: string): string | null {
  const name = written.trim().replace(/^"(.*)"$/, '$1')
  if (name === '') return null
  const parts = name.split('/').filter((part) => part !== '')
  const tails = parts.map((_, from) => parts.slice(from).join('/'))
  const known = [name, ...tails].find((each) => /^[A-Za-z]/.test(each) && isName(each))
  return known ?? windowsZones.findIana(name).at(0) ?? null
}

function isName(name: string): boolean {
  return IANAZone.isValidZone(name)
}

/** `wall` in ms as if it were UTC. A skipped time moves on by the gap, a repeated one is its first. */
export function instantOfWall(wall: number, offsetAt: OffsetAt): number {
  const before = offsetAt(wall - DAY)
  const first = wall - before
  if (offsetAt(first) === before) return first
  const after = wall - offsetAt(wall + DAY)
  return offsetAt(after) === wall - after ? after : first
}

export function wallAt(instant: number, offsetAt: OffsetAt): number {
  return instant + offsetAt(instant)
}

/** "2026-01-05", "2026-01-05T10:00:00"; null for what is no date. */
export function wallOf(written: string): number | null {
  const time = DateTime.fromISO(written.replace(/Z$/, ''), { zone: 'utc' })
  return time.isValid ? time.toMillis() : null
}
