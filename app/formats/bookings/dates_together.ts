import { isoMoment } from '#formats/times/times'
import type { Instant } from '#scheduling/types'

/** The most dates that one press books, whichever the service. */
export const MOST_TOGETHER = 12

/** Stands for no other time, where one of several is gone. */
export const LEFT_OUT = 'none'

/** A comma would be read as a list, or not, by how it was written. */
export const BETWEEN_DATES = '_'

/** As addresses and forms carry them on; null where there are none. */
export function datesInAddress(starts: readonly Instant[]): string | null {
  return starts.length > 0
    ? starts.map((start) => isoMoment(start, 'UTC')).join(BETWEEN_DATES)
    : null
}
