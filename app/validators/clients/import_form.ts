import type { I18n } from '@adonisjs/i18n'
import type ClientImport from '#models/clients/client_import'
import { IMPORT_FIELDS, type ImportField } from '#models/clients/client_import'
import { emptyForm, type Form } from '#validators/form'

type Columns = { ok: true; columns: (ImportField | '')[] } | { ok: false; form: Form }

/** A name and a way to reach them are needed; what is no field is left out. */
export function columnsOf(
  { titles }: Pick<ClientImport, 'titles'>,
  body: Record<string, unknown>,
  i18n: I18n
): Columns {
  const columns = titles.map((_title, at) => fieldOf(body[`column_${at}`]))
  const has = (...fields: ImportField[]) =>
    columns.some((each) => fields.includes(each as ImportField))
  const values = Object.fromEntries(columns.map((field, at) => [`column_${at}`, field]))
  const form = emptyForm(values)
  if (!has('name', 'first_name', 'last_name')) {
    form.errors.column_0 = i18n.t('owner.clients.import.problem.no_name')
  } else if (!has('email', 'phone')) {
    form.errors.column_0 = i18n.t('owner.clients.import.problem.no_contact')
  }
  return Object.keys(form.errors).length === 0 ? { ok: true, columns } : { ok: false, form }
}

function fieldOf(value: unknown): ImportField | '' {
  return IMPORT_FIELDS.find((field) => field === value) ?? ''
}
