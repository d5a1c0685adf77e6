import type { PageService } from '#queries/pages/find_business_page'
import { MINUTE } from '#scheduling/time/dates'
import type { Instant } from '#scheduling/types'

/** A one-time link is spent by one booking. */
export function mostDatesOf({ link, mostDates }: PageService): number {
  return (link?.oneTimeLinkId ?? null) === null ? mostDates : 1
}

/** The dates that are booked with one press, each with the page without it. */
export function datesChosen(
  starts: readonly Instant[],
  duration: number,
  addressOf: (starts: readonly Instant[]) => string | null
) {
  return starts.map((startsAt) => ({
    startsAt,
    endsAt: startsAt + duration * MINUTE,
    without: addressOf(starts.filter((each) => each !== startsAt)),
  }))
}
