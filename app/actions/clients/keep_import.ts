import type { By } from '#models/by'
import ClientImport from '#models/clients/client_import'
import type { CsvFile } from '#services/csv_reader'
import { inTransaction, sql } from '#transactions'

interface Keeping {
  businessId: number
  fileName: string
  file: CsvFile
  by: By
}

const KEEP_ROWS = `
  insert into client_import_rows (import_id, line, cells)
  select :importId, cast(kept->>'line' as integer),
    array(select jsonb_array_elements_text(kept->'cells'))
  from jsonb_array_elements(cast(:rows as jsonb)) as kept
  on conflict do nothing`

/** As it was read; nothing of it is taken in before somebody said what the columns are. */
export default class KeepImport {
  async handle({ businessId, fileName, file, by }: Keeping): Promise<ClientImport> {
    return inTransaction(async (trx) => {
      const kept = await new ClientImport()
        .useTransaction(trx)
        .fill({
          ...{ businessId, userId: by.userId, fileName, status: 'read' },
          ...{ titles: file.titles, encoding: file.encoding },
          rowCount: file.rows.length,
          ...{ columns: null, addedCount: 0, matchedCount: 0, refusedCount: 0 },
        })
        .save()
      await sql(trx, KEEP_ROWS, { importId: kept.id, rows: JSON.stringify(file.rows) })
      return kept
    })
  }
}
