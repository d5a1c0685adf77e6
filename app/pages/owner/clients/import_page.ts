import { foldedText } from '#formats/words/text'
import type ClientImport from '#models/clients/client_import'
import { IMPORT_FIELDS, type ImportField } from '#models/clients/client_import'
import { firstJoinedRows, firstRefusedRows, sampleRows } from '#queries/clients/client_imports'

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
    columns: read.titles.map((title, at) => ({
      title: title || String(at + 1),
      name: `column_${at}`,
      samples: rows.flatMap(({ cells }) => cells[at] || []),
    })),
    refused: read.refusedCount > 0 ? await firstRefusedRows(read) : [],
    joined: await firstJoinedRows(read),
    isDone: read.status === 'done',
  }
}

/** Each field once, but for the parts of a name. */
export function guessedColumns({ titles }: ClientImport): Record<string, string> {
  const taken = new Set<ImportField>()
  return Object.fromEntries(
    titles.map((title, at) => {
      const field = ORDER.find((each) => !taken.has(each) && KNOWN_AS[each].test(foldedText(title)))
      if (field) taken.add(field)
      return [`column_${at}`, field ?? '']
    })
  )
}
