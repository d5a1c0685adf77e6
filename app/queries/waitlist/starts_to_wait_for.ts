import type { PageBusiness, PageService } from '#queries/pages/find_business_page'
import { loadQuestion } from '#queries/availability/load_availability'
import { dateOf, dayOf } from '#scheduling/time/dates'
import type { Instant } from '#scheduling/types'
import { explainerOf } from '#scheduling/reasons/reasons'
import { findSlots } from '#scheduling/slots/slots'
import { isGivenNoMore, startsToWaitFor } from '#scheduling/reasons/waiting'
import { startOfDay } from '#scheduling/time/zones'

interface Input {
  business: PageBusiness
  service: PageService
  hostId: number | null
  durationMinutes: number | null
  date: string
  timeZone: string
  now: Instant
}

interface Waitable {
  starts: Instant[]
  /** `never` is too soon or too far ahead. */
  none: 'over' | 'closed' | 'free' | 'never' | null
}

export async function loadStartsToWaitFor({ date, timeZone, ...input }: Input): Promise<Waitable> {
  const range = {
    start: startOfDay(timeZone, date),
    end: startOfDay(timeZone, dateOf(dayOf(date) + 1)),
  }
  if (range.end <= input.now) return { starts: [], none: 'over' }
  const question = await loadQuestion({ ...input, range })
  const starts = startsToWaitFor(question, range)
  if (starts.length > 0) return { starts, none: null }
  if (findSlots(question).length > 0) return { starts, none: 'free' }
  const { gridStarts } = explainerOf(question, range)
  const isClosed = gridStarts.every((start) => isGivenNoMore(question, start))
  return { starts, none: isClosed ? 'closed' : 'never' }
}
