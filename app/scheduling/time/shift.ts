import type { DateTime } from 'luxon'
import type { Instant } from '#scheduling/types'

/** Earlier where they are negative. */
export interface Shift {
  days: number
  minutes: number
}

/** Whoever is in front goes first, so that each finds the time free that the one before it leaves. */
export function frontFirst<Moving extends { booking: { startsAt: DateTime } }>(
  moving: readonly Moving[],
  { days, minutes }: Shift
): Moving[] {
  const isLater = 1440 * days + minutes > 0
  return moving.toSorted((one, other) => {
    const apart = one.booking.startsAt.toMillis() - other.booking.startsAt.toMillis()
    return isLater ? -apart : apart
  })
}

/** Days keep the hour that the zone's clocks show; minutes pass as they do. */
export function shifted(startsAt: DateTime, { days, minutes }: Shift, zone: string): Instant {
  return startsAt.setZone(zone).plus({ days }).plus({ minutes }).toMillis()
}
