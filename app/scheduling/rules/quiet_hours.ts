import { dateOf, dayOf } from '#scheduling/time/dates'
import type { Instant } from '#scheduling/types'
import { dateAt, instantAt } from '#scheduling/time/zones'

/** Wall times, `HH:MM`; past midnight where the end is not later. */
export interface QuietHours {
  from: string
  until: string
}

/** By that zone's clock; null outside the quiet hours. */
export function quietUntil(
  { from, until }: QuietHours,
  timeZone: string,
  moment: Instant
): Instant | null {
  const today = dayOf(dateAt(timeZone, moment))
  for (const day of [today - 1, today]) {
    const begins = instantAt(timeZone, dateOf(day), from)
    const ends = instantAt(timeZone, dateOf(until <= from ? day + 1 : day), until)
    if (begins <= moment && moment < ends) return ends
  }
  return null
}
