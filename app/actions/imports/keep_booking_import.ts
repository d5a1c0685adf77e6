import type { By } from '#models/by'
import BookingImport from '#models/imports/booking_import'
import type { OutsideSource } from '#models/outside/outside_service'
import { keepFileRows } from '#steps'
import { inTransaction } from '#transactions'

interface Keeping {
  businessId: number
  fileName: string
  file: { titles: string[]; rows: { line: number; cells: string[] }[] }
  isDayFirst: boolean
  source?: OutsideSource
  by: By
}

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
      await keepFileRows(trx, 'booking_import_rows', { importId: kept.id, rows: file.rows })
      return kept
    })
  }
}
