import type { PageBusiness, PageService } from '#queries/find_business_page'
import { loadQuestion } from '#queries/load_availability'
import { dateOf, dayOf } from '#scheduling/dates'
import type { Instant } from '#scheduling/types'
import { startsToWaitFor } from '#scheduling/waiting'
import { startOfDay } from '#scheduling/zones'

interface Wish {
  business: PageBusiness
  service: PageService
  hostId: number | null
  durationMinutes: number | null
  /** `YYYY-MM-DD` of the zone. */
  date: string
  timeZone: string
  now: Instant
}

/** The starts of a day that others were quicker to. */
export async function loadStartsToWaitFor({ date, timeZone, ...wish }: Wish): Promise<Instant[]> {
  const range = {
    start: startOfDay(timeZone, date),
    end: startOfDay(timeZone, dateOf(dayOf(date) + 1)),
  }
  if (range.end <= wish.now) return []
  return startsToWaitFor(await loadQuestion({ ...wish, range }), range)
}
