import { dayMoment } from '#formats/times/month_grid'
import { formatDate } from '#formats/times/times'
import type { KeptDate } from '#models/availability/date_override'
import { hoursInWords, type Words } from '#pages/owner/availability/date_draft'
import type { Changed } from '#pages/owner/history/changes_in_words'

interface Dates {
  now: readonly KeptDate[]
  then: readonly KeptDate[]
}

/** A line for each date, with its hours as they are and as they were. */
export function dateLines({ now, then }: Dates, words: Words): Changed[] {
  return then.map((kept, index) => ({
    label: formatDate(dayMoment(kept.date), 'UTC', words.locale),
    from: hours(now[index], words),
    to: hours(kept, words),
  }))
}

function hours({ windows, reason }: KeptDate, words: Words): string {
  if (!windows) return words.i18n.t('owner.history.as_week')
  return [hoursInWords(words, windows), reason].filter(Boolean).join(', ')
}
