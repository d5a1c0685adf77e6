import type { Choice } from '#formats/words/choices'
import type Block from '#models/availability/block'
import { dayInWords } from '#pages/owner/availability/block_words'
import type { PageReader } from '#pages/reader'
import { blockedDays } from '#scheduling/openings/blocked_time'
import { dateOf, dayOf } from '#scheduling/time/dates'

const MOST_CHOICES = 12
const LOOKED_AHEAD = 731

/** The next dates of one that repeats. */
export function dateChoices({ dates }: Block, today: string, reader: PageReader): Choice[] {
  const first = Math.max(dayOf(today), dayOf(dates.firstDate))
  return blockedDays(dates, first, first + LOOKED_AHEAD)
    .slice(0, MOST_CHOICES)
    .map((day) => ({ value: dateOf(day), label: dayInWords(dateOf(day), reader) }))
}
