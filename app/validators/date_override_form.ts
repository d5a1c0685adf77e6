import type { Infer } from '@vinejs/vine/types'
import type { HttpContext } from '@adonisjs/core/http'
import type { OverriddenDate } from '#actions/settings/set_date_overrides'
import { dateOf, dayOf } from '#scheduling/dates'
import type { Form } from '#validators/form'
import type { dateOverrideValidator } from '#validators/settings'
import { checkRange, type WeekErrors } from '#validators/week_check'
import { weekSentences } from '#validators/week_sentences'

/** A whole year, leap days included. */
const MOST_DATES = 366

/** Every date that was meant, with its hours; what contradicts itself is added to the form's errors. */
export function overriddenDates(
  data: Infer<typeof dateOverrideValidator>,
  form: Form,
  today: string,
  { i18n }: Pick<HttpContext, 'i18n'>
): OverriddenDate[] {
  const { date, until = date, kind, from = '', to = '', reason = null } = data
  const errors: WeekErrors = {}
  const range = kind === 'hours' ? checkRange({ from, to }, 'date', errors) : null
  for (const [name, sentence] of Object.entries(weekSentences(errors, i18n))) {
    form.errors[name.replace('date.', '')] = sentence
  }

  const length = dayOf(until) - dayOf(date) + 1
  if (date < today) form.errors.date = i18n.t('owner.dates.past')
  else if (length < 1) form.errors.until = i18n.t('owner.dates.inverted')
  else if (length > MOST_DATES) {
    form.errors.until = i18n.t('owner.dates.too_many', { most: MOST_DATES })
  }
  if (Object.keys(form.errors).length > 0) return []

  const windows = range ? [range] : []
  return Array.from({ length }, (_, offset) => ({
    date: dateOf(dayOf(date) + offset),
    windows,
    reason,
  }))
}
