import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify'

/** The column's title, and what stands in it. */
export type CsvColumns<Row> = Record<string, (row: Row) => string | number | null>

/**
 * RFC 4180, in UTF-8 with the mark by which spreadsheets know it; a value that a spreadsheet would
 * calculate gets an apostrophe before it.
 */
export function csv<Row>(
  columns: CsvColumns<Row>,
  rows: Iterable<Row> | AsyncIterable<Row>
): Readable {
  const cells = async function* () {
    for await (const row of rows) yield Object.values(columns).map((valueOf) => valueOf(row))
  }
  return Readable.from(cells()).compose(
    stringify({
      bom: true,
      header: true,
      columns: Object.keys(columns),
      record_delimiter: 'windows',
      quote_record_delimiter: true,
      escape_formulas: true,
    })
  )
}
