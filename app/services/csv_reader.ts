import { CsvError, parse } from 'csv-parse/sync'

export type CsvProblem =
  | 'empty'
  | 'workbook'
  | 'not_text'
  | 'other_letters'
  | 'unreadable'
  | 'too_many'
  | 'no_rows'
  | 'no_titles'

export type CsvEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

export interface CsvFile {
  encoding: CsvEncoding
  titles: string[]
  /** With the line on which each begins; as many cells as the row has. */
  rows: { line: number; cells: string[] }[]
}

export class UnreadableCsv extends Error {
  constructor(
    readonly problem: CsvProblem,
    readonly line: number | null = null
  ) {
    super(problem)
  }
}

/** No title is one. */
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
/** Windows-1252 has no letter there. */
const NO_LETTER = /[\u0081\u008d\u008f\u0090\u009d]/

const DELIMITERS = [',', ';', '\t', '|']

/** In UTF-8, UTF-16 or Windows-1252, between commas, semicolons, tabs or bars. */
export function readCsv(bytes: Buffer, mostRows: number): CsvFile {
  const encoding = encodingOf(bytes)
  const text = decoded(bytes, encoding).replaceAll(/\r\n?/g, '\n')
  if (text.trim() === '') throw new UnreadableCsv('empty')
  const records = parsed(text)
  const [first, ...rest] = records
  const rows = rest.map(({ line, cells }) => ({ line, cells: cells.map(asTyped) }))
  if (rows.length === 0) throw new UnreadableCsv('no_rows')
  if (rows.length > mostRows) throw new UnreadableCsv('too_many', rows.length)
  const titles = first.cells.map((title) => title.trim())
  if (titles.some((title) => ADDRESS.test(title))) throw new UnreadableCsv('no_titles')
  return { encoding, titles, rows }
}

function parsed(text: string): CsvFile['rows'] {
  const rows: CsvFile['rows'] = []
  try {
    parse(text, {
      delimiter: delimiterOf(text),
      on_record(cells: string[], { lines }) {
        rows.push({ line: lines - cells.reduce((sum, cell) => sum + breaksIn(cell), 0), cells })
        return cells
      },
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    })
    return rows
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    // What it counts last of an open quotation is the end of the file.
    const read = Buffer.from(text).subarray(0, Number(error.bytes)).toString()
    throw new UnreadableCsv('unreadable', breaksIn(read) + 1)
  }
}

function breaksIn(text: string): number {
  return text.split('\n').length - 1
}

/** The apostrophe by which a file of ours keeps a spreadsheet from calculating. */
function asTyped(cell: string): string {
  return /^'[=+\-@]/.test(cell) ? cell.slice(1) : cell
}

function decoded(bytes: Buffer, encoding: CsvEncoding): string {
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') {
    throw new UnreadableCsv('workbook')
  }
  const text = new TextDecoder(encoding).decode(bytes)
  if (text.includes('\0')) throw new UnreadableCsv('not_text')
  if (encoding === 'windows-1252' && NO_LETTER.test(text)) throw new UnreadableCsv('other_letters')
  return text
}

function encodingOf(bytes: Buffer): CsvEncoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const start = bytes.subarray(0, 200)
  const zeros = [0, 1].map((odd) => start.filter((byte, at) => byte === 0 && at % 2 === odd).length)
  if (zeros[1] > start.length / 4) return 'utf-16le'
  if (zeros[0] > start.length / 4) return 'utf-16be'
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252'
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** What the first row has most of, outside quotes. */
function delimiterOf(text: string): string {
  const [first] = text.replaceAll(/"[^"]*"/g, '').split('\n', 1)
  const counts = DELIMITERS.map((sign) => first.split(sign).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))]
}
