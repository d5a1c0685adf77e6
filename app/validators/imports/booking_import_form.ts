import vine from '@vinejs/vine'
import type { I18n } from '@adonisjs/i18n'
import type { ImportColumns } from '#actions/imports/check_booking_import'
import type BookingImport from '#models/imports/booking_import'
import { BOOKING_FIELDS } from '#models/imports/booking_import'
import { emptyForm, type Form } from '#validators/form'
import { chosenColumns } from '#validators/imports/chosen_columns'
import { line } from '#validators/rules'

/** Where a list of what is to come can be read. */
const LIST_SOURCES = ['calcom', 'calendly'] as const

export const listValidator = vine.create({
  from: vine.enum(LIST_SOURCES),
  key: line(2000),
})

type Checked = { ok: true; read: ImportColumns } | { ok: false; form: Form }

/** When, who, and what are needed; what is no field is left out. */
export function bookingColumnsOf(
  { titles }: Pick<BookingImport, 'titles'>,
  body: Record<string, unknown>,
  serviceIds: readonly number[],
  i18n: I18n
): Checked {
  const { columns, values, has } = chosenColumns(titles, body, BOOKING_FIELDS)
  const serviceId = serviceIds.find((id) => String(id) === body.service) ?? null
  const isDayFirst = body.order !== 'month'
  const form = emptyForm({
    ...values,
    ...{ service: String(serviceId ?? ''), order: isDayFirst ? 'day' : 'month' },
    version: typeof body.version === 'string' ? body.version : '',
  })
  if (!has('start') && !(has('date') && has('time'))) {
    form.errors.column_0 = i18n.t('owner.imports.problem.no_start')
  } else if (!has('name', 'first_name', 'last_name')) {
    form.errors.column_0 = i18n.t('owner.imports.problem.no_name')
  } else if (!has('service') && serviceId === null) {
    form.errors.service = i18n.t('owner.imports.problem.no_service')
  }
  const isRight = Object.keys(form.errors).length === 0
  return isRight ? { ok: true, read: { columns, serviceId, isDayFirst } } : { ok: false, form }
}
