import { isWallTime } from '#scheduling/time/dates'
import type { StartTime } from '#scheduling/types'

const ENTRY = /^(\d{1,2}:\d{2})(?:\s*[-–]\s*(\d{1,2}:\d{2}))?$/

/** Null for an empty text. Throws a RangeError whose message is the wrong entry. */
export function readStartList(text: string): StartTime[] | null {
  const entries = text
    .split(/[,;\n]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  return entries.length === 0 ? null : entries.map(readEntry)
}

export function writeStartList(startTimes: readonly StartTime[]): string {
  return startTimes.map(({ start, end }) => (end ? `${start}–${end}` : start)).join(', ')
}

function readEntry(entry: string): StartTime {
  const [, start, end] = ENTRY.exec(entry) ?? []
  const times = [start, end].map((time) => time?.padStart(5, '0'))
  const [from, until] = times
  const isRead =
    from !== undefined &&
    isWallTime(from) &&
    from !== '24:00' &&
    (until === undefined || isWallTime(until))
  if (!isRead) throw new RangeError(entry)
  return until === undefined ? { start: from } : { start: from, end: until }
}
