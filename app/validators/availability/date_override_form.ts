import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type { HttpContext } from '@adonisjs/core/http'
import type { OverriddenDate } from '#actions/availability/set_date_overrides'
import { dateOf, dayOf, weekdayOf } from '#scheduling/time/dates'
import type { Form } from '#validators/form'
import { calendarDay, line } from '#validators/rules'
import { checkWeek } from '#validators/availability/week_check'
import { readRanges, type RangeRow, withOneMore, without } from '#validators/availability/week_form'
import { weekSentences } from '#validators/availability/week_sentences'

const MOST_DATES = 366

export const dateOverrideValidator = vine.create({
  date: calendarDay(),
  until: calendarDay().optional(),
  kind: vine.enum(['closed', 'hours'] as const),
  whom: vine.string().maxLength(16),
  reason: line().optional(),
})

/** The form's buttons send `add=1` or `remove=0`. */
export function rearrangeDates({ ranges = {}, add, remove }: Record<string, unknown>) {
  const submitted = readRanges(ranges)
  const rows = submitted.length > 0 ? submitted : withOneMore([])
  if (add !== undefined) return { rows: withOneMore(rows), isRearranged: true }
  if (remove === undefined) return { rows, isRearranged: false }
  const left = without(rows, Number(remove))
  return { rows: left.length > 0 ? left : withOneMore([]), isRearranged: true }
}

export function overriddenDates(
  data: Infer<typeof dateOverrideValidator>,
  { form, ranges }: { form: Form; ranges: RangeRow[] },
  today: string,
  ctx: Pick<HttpContext, 'i18n'>
): OverriddenDate[] {
  const { i18n } = ctx
  const { date, until = date, kind, reason = null } = data
  const windows = kind === 'hours' ? openWindows(date, ranges, form, ctx) : []

  const length = dayOf(until) - dayOf(date) + 1
  if (date < today) form.errors.date = i18n.t('owner.availability.dates.past')
  else if (length < 1) form.errors.until = i18n.t('owner.availability.dates.inverted')
  else if (length > MOST_DATES) {
    form.errors.until = i18n.t('owner.availability.dates.too_many', { most: MOST_DATES })
  }
  if (Object.keys(form.errors).length > 0) return []

  return Array.from({ length }, (_, offset) => ({
    date: dateOf(dayOf(date) + offset),
    windows,
    reason,
  }))
}

function openWindows(
  date: string,
  ranges: RangeRow[],
  form: Form,
  { i18n }: Pick<HttpContext, 'i18n'>
) {
  const weekday = weekdayOf(dayOf(date))
  const { hours, errors } = checkWeek([{ weekday, isOpen: true, ranges }])
  for (const [name, sentence] of Object.entries(weekSentences(errors, i18n))) {
    const isEmpty = errors[name].code === 'no_hours'
    form.errors[name.replace(/^days\.\d\./, '')] = isEmpty
      ? i18n.t('owner.availability.dates.no_hours')
      : sentence
  }
  return hours
    .map(({ start, end }) => ({ start, end }))
    .toSorted((one, other) => one.start.localeCompare(other.start))
}
