import type { By } from '#models/by'
import BookingImport from '#models/imports/booking_import'
import type { OutsideSource } from '#models/outside/outside_service'
import { inTransaction, sql } from '#transactions'

interface Keeping {
  businessId: number
  fileName: string
  file: { titles: string[]; rows: { line: number; cells: string[] }[] }
  isDayFirst: boolean
  source?: OutsideSource
  by: By
}

const KEEP_ROWS = `
  insert into booking_import_rows (import_id, line, cells)
  select :importId, cast(kept->>'line' as integer),
    array(select jsonb_array_elements_text(kept->'cells'))
  from jsonb_array_elements(cast(:rows as jsonb)) as kept
  on conflict do nothing`

/** As it was read; nothing of it is brought in before somebody said what the columns are. */
export default class KeepBookingImport {
  async handle({
    businessId,
    fileName,
    file,
    isDayFirst,
    by,
    source = 'file',
  }: Keeping): Promise<BookingImport> {
    return inTransaction(async (trx) => {
      const kept = await new BookingImport()
        .useTransaction(trx)
        .fill({
          ...{ businessId, userId: by.userId, fileName, source, status: 'read' },
          ...{ titles: file.titles, columns: null, serviceId: null, isDayFirst },
          rowCount: file.rows.length,
        })
        .save()
      await sql(trx, KEEP_ROWS, { importId: kept.id, rows: JSON.stringify(file.rows) })
      return kept
    })
  }
}
