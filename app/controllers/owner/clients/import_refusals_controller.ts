import type { HttpContext } from '@adonisjs/core/http'
import { findImport, type ImportRow, refusedRows } from '#queries/clients/client_imports'
import { csv, type CsvColumns } from '#services/csv'

export default class ImportRefusalsController {
  /** With the columns of the file, so that it can be mended and taken in again. */
  async show({ business, i18n, params, response }: HttpContext) {
    const read = await findImport(business, params.id)
    const columns: CsvColumns<ImportRow> = {
      [i18n.t('owner.clients.import.line')]: ({ line }) => line,
      [i18n.t('owner.clients.import.why')]: ({ reason }) =>
        i18n.t(`owner.clients.import.reason.${reason}`),
    }
    for (const [at, title] of read.titles.entries()) {
      columns[title in columns || title === '' ? `${title} ${at + 1}` : title] = ({ cells }) =>
        cells[at] ?? ''
    }
    response.header('content-type', 'text/csv; charset=utf-8')
    response.header('content-disposition', `attachment; filename="refused-${read.id}.csv"`)
    return response.stream(csv(columns, await refusedRows(read)))
  }
}
