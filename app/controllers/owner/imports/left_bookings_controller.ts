import type { HttpContext } from '@adonisjs/core/http'
import {
  type BookingImportRow,
  findBookingImport,
  leftRows,
} from '#queries/imports/booking_imports'
import { csv, type CsvColumns } from '#services/csv'

export default class LeftBookingsController {
  /** With the columns of the file, so that it can be mended and brought in again. */
  async show({ business, i18n, params, response }: HttpContext) {
    const read = await findBookingImport(business, params.id)
    const columns: CsvColumns<BookingImportRow> = {
      [i18n.t('owner.clients.import.line')]: ({ line }) => line,
      [i18n.t('owner.imports.why')]: ({ outcome }) => i18n.t(`owner.imports.outcome.${outcome}`),
    }
    for (const [at, title] of read.titles.entries()) {
      columns[title in columns || title === '' ? `${title} ${at + 1}` : title] = ({ cells }) =>
        cells[at] ?? ''
    }
    response.header('content-type', 'text/csv; charset=utf-8')
    response.header('content-disposition', `attachment; filename="left-${read.id}.csv"`)
    return response.stream(csv(columns, await leftRows(read, null)))
  }
}
