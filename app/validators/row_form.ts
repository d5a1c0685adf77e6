import type { I18n } from '@adonisjs/i18n'
import type { VineValidator } from '@vinejs/vine'
import type { Infer, SchemaTypes } from '@vinejs/vine/types'
import { type Form, validateForm } from '#validators/form'

interface Rows<Schema extends SchemaTypes> {
  validator: VineValidator<Schema, undefined>
  /** A field stands in the form as `name_0`, `name_1` and so on. */
  fields: readonly string[]
  /** A row counts once something is typed in one of these. */
  typedIn: readonly string[]
  count: number
}

export interface CheckedRows<Row> {
  rows: { number: number; data: Row }[]
  form: Form
}

export async function checkRows<Schema extends SchemaTypes>(
  body: Record<string, unknown>,
  { validator, fields, typedIn, count }: Rows<Schema>,
  ctx: { i18n: I18n },
  shared: Record<string, unknown> = {}
): Promise<CheckedRows<Infer<Schema>>> {
  const rows: CheckedRows<Infer<Schema>>['rows'] = []
  const form: Form = { values: {}, errors: {} }
  for (let number = 0; number < count; number++) {
    const typed = Object.fromEntries(fields.map((name) => [name, body[`${name}_${number}`]]))
    const checked = await validateForm(validator, { ...typed, ...shared }, ctx, 'owner.validator')
    const { values, errors } = checked.form
    for (const name of fields) form.values[`${name}_${number}`] = values[name] ?? ''
    if (typedIn.every((name) => (values[name] ?? '').trim() === '')) continue
    if (checked.ok) rows.push({ number, data: checked.data })
    else
      for (const [name, error] of Object.entries(errors)) form.errors[`${name}_${number}`] = error
  }
  return { rows, form }
}
