import type { I18n } from '@adonisjs/i18n'
import type ClientImport from '#models/clients/client_import'
import { IMPORT_FIELDS, type ImportField } from '#models/clients/client_import'
import { emptyForm, type Form } from '#validators/form'
import { chosenColumns } from '#validators/imports/chosen_columns'

type Columns = { ok: true; columns: (ImportField | '')[] } | { ok: false; form: Form }

/** A name and a way to reach them are needed; what is no field is left out. */
export function columnsOf(
  { titles }: Pick<ClientImport, 'titles'>,
  body: Record<string, unknown>,
  i18n: I18n
): Columns {
  const { columns, values, has } = chosenColumns(titles, body, IMPORT_FIELDS)
  const form = emptyForm(values)
  if (!has('name', 'first_name', 'last_name')) {
    form.errors.column_0 = i18n.t('owner.clients.import.problem.no_name')
  } else if (!has('email', 'phone')) {
    form.errors.column_0 = i18n.t('owner.clients.import.problem.no_contact')
  }
  return Object.keys(form.errors).length === 0 ? { ok: true, columns } : { ok: false, form }
}
