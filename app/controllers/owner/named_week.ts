import type { HttpContext } from '@adonisjs/core/http'
import { weekdayChoices } from '#formats/choices'
import { hoursBar } from '#formats/hours_bar'
import { minutesOf, readWallTime } from '#validators/wall_time'
import type { DayRow } from '#validators/week_form'

/** The days as a form shows them: from the business's first, each with its name and its line. */
export function namedWeek({ business, i18n }: HttpContext, week: DayRow[]) {
  const names = weekdayChoices(i18n.locale, business.weekStartsOn)
  return names.map(({ value, label }) => dayOf(week, Number(value), label))
}

function dayOf(week: DayRow[], weekday: number, name: string) {
  const day = week[weekday]
  return { ...day, name, bars: day.isOpen ? day.ranges.flatMap(barOf) : [] }
}

function barOf({ from, to }: DayRow['ranges'][number]) {
  const [start, end] = [readWallTime(from), readWallTime(to, { isEnd: true })]
  return start && end ? [hoursBar(minutesOf(start), minutesOf(end))] : []
}
