import type { HttpContext } from '@adonisjs/core/http'
import { csv, type CsvColumns } from '#services/csv'

interface Sent<Row> {
  fileName: string
  /** Why each was left out. */
  columns: CsvColumns<Row>
  /** Of the file that they were read from. */
  titles: readonly string[]
  rows: Row[]
}

/** With the columns of the file, so that it can be mended and read again. */
export function sendRows<Row extends { cells: string[] }>(
  response: HttpContext['response'],
  { fileName, columns: first, titles, rows }: Sent<Row>
) {
  const columns = { ...first }
  for (const [at, title] of titles.entries()) {
    columns[title in columns || title === '' ? `${title} ${at + 1}` : title] = ({ cells }) =>
      cells[at] ?? ''
  }
  response.header('content-type', 'text/csv; charset=utf-8')
  response.header('content-disposition', `attachment; filename="${fileName}"`)
  return response.stream(csv(columns, rows))
}
