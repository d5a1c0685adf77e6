import { weekdayChoices } from '#formats/words/choices'
import { hoursBar } from '#formats/times/hours_bar'
import { minutesOfTime, readWallTime } from '#validators/availability/wall_time'
import type { DayRow } from '#validators/availability/week_form'

interface Place {
  business: { weekStartsOn: number }
  i18n: { locale: string }
}

/**
 * From the business's first weekday on, with what is stored where somebody else has saved other
 * hours.
 */
export function namedWeek({ business, i18n }: Place, week: DayRow[], stored?: DayRow[]) {
  const names = weekdayChoices(i18n.locale, business.weekStartsOn)
  return names.map(({ value, label }) => {
    const weekday = Number(value)
    const isSame = !stored || hoursOf(stored[weekday]) === hoursOf(week[weekday])
    return { ...dayOf(week, weekday, label), stored: isSame ? null : stored[weekday] }
  })
}

function dayOf(week: DayRow[], weekday: number, name: string) {
  const day = week[weekday]
  return { ...day, name, bars: day.isOpen ? day.ranges.flatMap(barOf) : [] }
}

/** As it would be stored, however it was typed. */
function hoursOf({ isOpen, ranges }: DayRow): string {
  if (!isOpen) return ''
  const written = ranges.map(({ from, to }) => {
    const [start, end] = [readWallTime(from), readWallTime(to, { isEnd: true })]
    return `${start ?? from}–${end ?? to}`
  })
  return written.toSorted().join()
}

function barOf({ from, to }: DayRow['ranges'][number]) {
  const [start, end] = [readWallTime(from), readWallTime(to, { isEnd: true })]
  return start && end ? [hoursBar(minutesOfTime(start), minutesOfTime(end))] : []
}
