import { createHash } from 'node:crypto'
import { escapeIdentifier, type Client } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { BackedUpSequence, BackedUpTable } from '#services/backups/manifest'

const PART_BYTES = 1024 * 1024
const NEWLINE = 0x0a

/** Both sides of a copy read and write values in the same way, whatever the server's settings. */
export const COPY_SETTINGS = `
  set local client_encoding to 'UTF8'; set local datestyle to 'ISO, YMD';
  set local intervalstyle to 'postgres'; set local timezone to 'UTC';
  set local extra_float_digits to 3; set local bytea_output to 'hex';
  set local statement_timeout to 0; set local idle_in_transaction_session_timeout to 0;
  set local row_security to off`

export interface StoredTable {
  name: string
  columns: string[]
}

/** Columns that PostgreSQL works out by itself are left out. */
export async function storedTables(client: Client): Promise<StoredTable[]> {
  const { rows } = await client.query<StoredTable>(`
    select tables.relname as name, array_agg(cast(attname as text) order by attnum) as columns
      from pg_class as tables join pg_attribute on attrelid = tables.oid
     where relnamespace = cast('public' as regnamespace) and relkind = 'r'
       and attnum > 0 and not attisdropped and attgenerated = ''
     group by 1 order by 1`)
  return rows
}

/** Read after the tables: what was counted since is skipped, and nothing is counted twice. */
export async function storedSequences(client: Client): Promise<BackedUpSequence[]> {
  const { rows } = await client.query<{ name: string }>(
    "select sequencename as name from pg_sequences where schemaname = 'public' order by 1"
  )
  const sequences: BackedUpSequence[] = []
  for (const { name } of rows) {
    const { rows: states } = await client.query<Omit<BackedUpSequence, 'name'>>(
      `select cast(last_value as text) as "lastValue", is_called as "isCalled" from ${named(name)}`
    )
    sequences.push({ name, ...states[0] })
  }
  return sequences
}

export interface TablePart {
  name: string
  body: Buffer
}

/** A table in parts of about a megabyte that end with a row's end; then what they came to. */
export async function* copiedTable(
  client: Client,
  table: StoredTable
): AsyncGenerator<TablePart, BackedUpTable> {
  const hash = createHash('sha256')
  let rows = 0
  let parts = 0
  const part = (body: Buffer) => {
    hash.update(body)
    rows += linesIn(body)
    return { name: partName(table.name, ++parts), body }
  }

  const { name, columns } = table
  let waiting: Buffer[] = []
  let size = 0
  for await (const chunk of client.query(copyTo(`copy ${listed(table)} to stdout`))) {
    waiting.push(chunk)
    size += chunk.length
    if (size < PART_BYTES) continue
    const all = Buffer.concat(waiting)
    const end = all.lastIndexOf(NEWLINE) + 1
    if (end > 0) yield part(all.subarray(0, end))
    waiting = [all.subarray(end)]
    size = waiting[0].length
  }
  if (size > 0) yield part(Buffer.concat(waiting))
  return { name, columns, rows, sha256: hash.digest('hex') }
}

/** `table(columns)`, as COPY wants it. */
export function listed({ name, columns }: StoredTable): string {
  return `${named(name)} (${columns.map((column) => escapeIdentifier(column)).join(', ')})`
}

export const named = (name: string) => `public.${escapeIdentifier(name)}`

const partName = (table: string, nth: number) =>
  `tables/${table}/${String(nth).padStart(6, '0')}.copy`

/** Which table a part is of; null for what is none. */
export function tableOfPart(entry: string): string | null {
  const [, table] = /^tables\/([^/]+)\/\d+\.copy$/.exec(entry) ?? []
  return table ?? null
}

/** In COPY's text format a row is a line, for line ends within values are escaped. */
export function linesIn(body: Buffer): number {
  let lines = 0
  for (let at = body.indexOf(NEWLINE); at >= 0; at = body.indexOf(NEWLINE, at + 1)) lines++
  return lines
}
