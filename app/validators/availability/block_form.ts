import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type { I18n } from '@adonisjs/i18n'
import type { BlockedDates } from '#scheduling/types'
import { dayOf } from '#scheduling/time/dates'
import { checkRange, type WeekErrors } from '#validators/availability/week_check'
import type { Form } from '#validators/form'
import { calendarDay, line, notBefore, prose, switchedOn } from '#validators/rules'

const MOST_DAYS = 366
const WEEK = 7

const lastDay = () =>
  calendarDay()
    .use(notBefore({ field: 'date' }))
    .optional()

export const blockValidator = vine.create({
  date: calendarDay(),
  last_date: lastDay(),
  all_day: switchedOn(),
  from: vine.string().maxLength(12).optional(),
  to: vine.string().maxLength(12).optional(),
  repeats: vine.enum(['no', 'weekly'] as const),
  repeats_until: lastDay(),
  reason: line().optional(),
  inside_reason: prose(1000).optional(),
})

interface Typed {
  data: Infer<typeof blockValidator>
  form: Form
  /** The first date that may be chosen, and one that is stored already. */
  today: string
  stored?: string
}

/** Null where something is wrong, which the form then says. */
export function blockedDates(
  { data, form, today, stored }: Typed,
  i18n: I18n
): BlockedDates | null {
  const { date, last_date: last = date, repeats } = data
  const window = data.all_day ? { start: '00:00', end: '24:00' } : windowOf(data, form, i18n)
  const length = dayOf(last) - dayOf(date) + 1
  const isWeekly = repeats === 'weekly'
  if (date < today && date !== stored)
    form.errors.date = i18n.t('owner.availability.blocks.error.past')
  if (isWeekly && length > WEEK)
    form.errors.last_date = i18n.t('owner.availability.blocks.error.long_week')
  else if (length > MOST_DAYS) {
    form.errors.last_date = i18n.t('owner.availability.blocks.error.too_long', { most: MOST_DAYS })
  }
  if (isWeekly && data.repeats_until && data.repeats_until < last) {
    form.errors.repeats_until = i18n.t('owner.availability.blocks.error.until')
  }
  if (!window || Object.keys(form.errors).length > 0) return null
  return {
    ...window,
    firstDate: date,
    lastDate: isWeekly ? (data.repeats_until ?? null) : last,
    weeklyDays: isWeekly ? length : null,
    skippedDates: [],
  }
}

function windowOf({ from = '', to = '' }: Typed['data'], form: Form, i18n: I18n) {
  const errors: WeekErrors = {}
  const window = checkRange({ from, to }, 'block', errors)
  for (const [name, { code, at = '' }] of Object.entries(errors)) {
    form.errors[name.replace('block.', '')] = i18n.t(`owner.availability.blocks.error.${code}`, {
      at,
    })
  }
  return window
}
