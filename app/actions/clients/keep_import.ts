import type { By } from '#models/by'
import ClientImport from '#models/clients/client_import'
import type { CsvFile } from '#services/csv_reader'
import { keepFileRows } from '#steps'
import { inTransaction } from '#transactions'

interface Keeping {
  businessId: number
  fileName: string
  file: CsvFile
  by: By
}

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
      await keepFileRows(trx, 'client_import_rows', { importId: kept.id, rows: file.rows })
      return kept
    })
  }
}
