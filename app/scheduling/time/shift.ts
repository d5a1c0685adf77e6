import type { DateTime } from 'luxon'
import type { Instant } from '#scheduling/types'

/** Earlier where they are negative. */
export interface Shift {
  days: number
  minutes: number
}

/** Days keep the hour that the zone's clocks show; minutes pass as they do. */
export function shifted(startsAt: DateTime, { days, minutes }: Shift, zone: string): Instant {
  return startsAt.setZone(zone).plus({ days }).plus({ minutes }).toMillis()
}
