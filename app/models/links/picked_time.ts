import { DateTime, Duration } from 'luxon'
import type { Span } from '#scheduling/types'

export class PickedTimeError extends Error {
  constructor(readonly written: string) {
    super(`"${written}" is no time`)
  }
}

const LONGEST_MINUTES = 1440

/** "2027-01-15T09:30", or with an offset; with its own length "2027-01-15T09:30/PT45M". */
export function readPickedTime(written: string, timeZone: string, usualMinutes: number): Span {
  const [starts, length, ...rest] = written.split('/')
  const startsAt = DateTime.fromISO(starts, { zone: timeZone })
  const minutes = length === undefined ? usualMinutes : Duration.fromISO(length).as('minutes')
  const isWhole = Number.isInteger(minutes) && minutes >= 5 && minutes <= LONGEST_MINUTES
  if (!starts.includes('T') || !startsAt.isValid || !isWhole || rest.length > 0) {
    throw new PickedTimeError(written)
  }
  const start = startsAt.startOf('minute').toMillis()
  return { start, end: startsAt.startOf('minute').plus({ minutes }).toMillis() }
}
