import type ClientImport from '#models/clients/client_import'
import { IMPORT_FIELDS, type ImportField } from '#models/clients/client_import'
import { fileColumns, guessedFields } from '#pages/owner/imports/file_columns'
import { firstJoinedRows, firstRefusedRows, sampleRows } from '#queries/clients/client_imports'
import { typedColumns } from '#validators/imports/chosen_columns'

/** How other programs call their columns. */
const KNOWN_AS: Record<ImportField, RegExp> = {
  email: /mail/,
  phone: /phone|mobile|cell|tel/,
  first_name: /first.?name|^first$|given|vorname|prenom/,
  last_name: /last.?name|^last$|family|surname|nachname/,
  name: /name|^client$|^customer$/,
  tags: /tag|group|label/,
  notes: /note|comment|remark|mind/,
}

const ORDER: ImportField[] = [
  ...(['email', 'phone', 'first_name', 'last_name', 'name', 'tags', 'notes'] as const),
]

export async function importPage(read: ClientImport) {
  const rows = read.status === 'read' ? await sampleRows(read) : []
  return {
    read,
    fields: IMPORT_FIELDS,
    columns: fileColumns(read.titles, rows),
    refused: read.refusedCount > 0 ? await firstRefusedRows(read) : [],
    joined: await firstJoinedRows(read),
    isDone: read.status === 'done',
  }
}

export function guessedColumns({ titles }: ClientImport): Record<string, string> {
  return typedColumns(guessedFields(titles, ORDER, KNOWN_AS))
}
