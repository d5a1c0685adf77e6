import { createHash } from 'node:crypto'
import { escapeIdentifier, type Client } from 'pg'
import { fileOfTable, type ArchiveManifest } from '#services/archives/archive_manifest'
import { publicly, rowsOfBusiness, type CarriedTable } from '#services/archives/carried_tables'
import type { TarEntry } from '#services/backups/tar'

const ROWS_AT_ONCE = 500
const FILE_BYTES = 4 * 1024 * 1024

/** A row is a line of JSON as PostgreSQL writes it, so that no number and no moment is rounded on the way. */
export async function* archivedRows(
  client: Client,
  businessId: number,
  table: CarriedTable,
  all: readonly CarriedTable[]
): AsyncGenerator<TarEntry, ArchiveManifest['tables'][number]> {
  const columns = table.columns.map(({ name }) => name)
  const hash = createHash('sha256')
  let rows = 0
  let files = 0
  let lines: Buffer[] = []
  let size = 0
  const file = () => {
    const body = Buffer.concat(lines)
    hash.update(body)
    lines = []
    size = 0
    return { name: fileOfTable(table.name, ++files), body }
  }

  await client.query(
    `declare archived cursor for select cast(row_to_json(each) as text) as line
       from (select ${columns.map((name) => escapeIdentifier(name)).join(', ')}
               from ${publicly(table.name)} where ${rowsOfBusiness(table, all)}
              order by ${table.key.map((name) => escapeIdentifier(name)).join(', ')}) as each`,
    [businessId]
  )
  for (;;) {
    const read = await client.query<{ line: string }>(`fetch ${ROWS_AT_ONCE} from archived`)
    for (const { line } of read.rows) {
      const bytes = Buffer.from(`${line}\n`)
      lines.push(bytes)
      size += bytes.length
      rows++
    }
    if (size > FILE_BYTES) yield file()
    if (read.rows.length < ROWS_AT_ONCE) break
  }
  if (size > 0) yield file()
  await client.query('close archived')
  return { name: table.name, columns, rows, sha256: hash.digest('hex') }
}
