import { constants } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { ARCHIVE_MANIFEST, type ArchiveManifest } from '#services/archives/archive_manifest'
import { archivedRows } from '#services/archives/archived_rows'
import { ArchiveRefused } from '#services/archives/archive_refused'
import { carriedTables } from '#services/archives/carried_tables'
import { LEFT_OUT_COLUMNS, LEFT_OUT_TABLES } from '#services/archives/left_out'
import { verifyArchive } from '#services/archives/read_archive'
import { readableFiles } from '#services/archives/readable_files'
import { COPY_SETTINGS } from '#services/backups/copied_tables'
import { TAR_END, tarEntry } from '#services/backups/tar'

interface ArchiveOrder {
  /** Of the schema's owner, who reads every row. */
  databaseUrl: string
  slug: string
  path: string
  applicationVersion: string
}

export interface WrittenArchive {
  bytes: number
  manifest: ArchiveManifest
}

/**
 * Everything of one business as it is at one moment, in a file that others can read. Written aside,
 * read again to its end, and only then given its name.
 */
export async function writeArchive(order: ArchiveOrder): Promise<WrittenArchive> {
  const aside = `${order.path}.partial`
  const client = new pg.Client({ connectionString: order.databaseUrl })
  await client.connect()
  try {
    await client.query('begin transaction isolation level repeatable read, read only')
    await client.query(COPY_SETTINGS)
    const opened = await findBusiness(client, order.slug)
    const handle = await open(
      aside,
      constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC,
      0o600
    )
    const entries = Readable.from(entriesOf(client, order, opened), { objectMode: false })
    await pipeline(entries, createGzip(), handle.createWriteStream({ flush: true }))
    const manifest = await verifyArchive(aside)
    const { size: bytes } = await stat(aside)
    await rename(aside, order.path)
    return { bytes, manifest }
  } catch (error) {
    await rm(aside, { force: true })
    throw error
  } finally {
    await client.end()
  }
}

interface OpenedBusiness {
  id: number
  slug: string
  name: string
  takenAt: Date
  schemaVersion: string
}

/** The first question of the transaction, which fixes what is seen from here on. */
async function findBusiness(client: pg.Client, slug: string): Promise<OpenedBusiness> {
  const { rows } = await client.query<OpenedBusiness>(
    `select cast(id as integer) as id, slug, name, clock_timestamp() as "takenAt",
            (select max(name) from adonis_schema) as "schemaVersion"
       from public.businesses where slug = $1`,
    [slug]
  )
  if (rows.length === 0) throw new ArchiveRefused(`There is no business at /book/${slug}.`)
  return rows[0]
}

async function* entriesOf(client: pg.Client, order: ArchiveOrder, opened: OpenedBusiness) {
  const { id, slug, name, takenAt, schemaVersion } = opened
  const all = await carriedTables(client)
  const tables: ArchiveManifest['tables'] = []
  for (const table of all) {
    const files = archivedRows(client, id, table, all)
    for (;;) {
      const { done, value } = await files.next()
      if (done) {
        tables.push(value)
        break
      }
      yield tarEntry(value, takenAt)
    }
  }
  for (const file of await readableFiles(client, id, name)) yield tarEntry(file, takenAt)
  yield tarEntry({ name: 'schema.json', body: json(all) }, takenAt)
  const manifest: ArchiveManifest = {
    format: 'bellhop-business-1',
    applicationVersion: order.applicationVersion,
    takenAt: takenAt.toISOString(),
    schemaVersion,
    business: { id, slug, name },
    tables,
    leftOut: {
      tables: LEFT_OUT_TABLES,
      columns: Object.fromEntries(
        Object.entries(LEFT_OUT_COLUMNS).map(([column, { why }]) => [column, why])
      ),
    },
  }
  yield tarEntry({ name: ARCHIVE_MANIFEST, body: json(manifest) }, takenAt)
  yield TAR_END
}

const json = (content: object) => Buffer.from(`${JSON.stringify(content, null, 2)}\n`)
