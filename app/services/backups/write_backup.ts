import { constants } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { DateTime } from 'luxon'
import pg from 'pg'
import type { BackupKey } from '#services/backups/backup_keys'
import { backupName, PARTIAL, type BackupReason } from '#services/backups/backup_names'
import { BackupRefused } from '#services/backups/backup_refused'
import {
  copiedTable,
  COPY_SETTINGS,
  storedSequences,
  storedTables,
} from '#services/backups/copied_tables'
import { MANIFEST, type BackedUpTable, type BackupManifest } from '#services/backups/manifest'
import { verifyBackup } from '#services/backups/read_backup'
import { seal } from '#services/backups/sealed'
import { TAR_END, tarEntry } from '#services/backups/tar'

/** Any constants of ours: whoever prepares the database holds the first, whoever backs it up the second. */
export const PREPARING = 0x62656c6c
const BACKING_UP = 0x62656c6d

export interface BackupOrder {
  /** Of the schema's owner, who reads every row. */
  databaseUrl: string
  folder: string
  reason: BackupReason
  applicationVersion: string
  appKeyId: string
  key: BackupKey | null
}

export interface WrittenBackup {
  file: string
  path: string
  bytes: number
  manifest: BackupManifest
}

/**
 * The whole database as it is at one moment, in a file that is there whole or not at all: written
 * aside, read again to its end, and only then called a backup.
 */
export async function writeBackup(order: BackupOrder): Promise<WrittenBackup> {
  await mkdir(order.folder, { recursive: true, mode: 0o700 })
  const client = new pg.Client({ connectionString: order.databaseUrl })
  await client.connect()
  try {
    await beTheOnlyOne(client, order.reason)
    await removeTornOnes(order.folder)
    await client.query('begin transaction isolation level repeatable read, read only')
    await client.query(COPY_SETTINGS)
    // The first question fixes what is seen from here on.
    const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now')
    const takenAt = DateTime.fromJSDate(rows[0].now)
    return await writeAside(client, order, takenAt)
  } finally {
    await client.end()
  }
}

/** A schema that changes meanwhile would tear the copy. Who changes it has the lock already. */
async function beTheOnlyOne(client: pg.Client, reason: BackupReason) {
  const { rows: mine } = await client.query<{ held: boolean }>(
    'select pg_try_advisory_lock($1) as held',
    [BACKING_UP]
  )
  if (!mine[0].held) throw new BackupRefused('Another backup is being made right now.')
  if (reason === 'migration') return
  const { rows: still } = await client.query<{ held: boolean }>(
    'select pg_try_advisory_lock_shared($1) as held',
    [PREPARING]
  )
  if (!still[0].held) throw new BackupRefused('The database is being prepared. Try again.')
}

async function writeAside(client: pg.Client, order: BackupOrder, takenAt: DateTime) {
  const { folder, key, reason } = order
  const file = backupName(takenAt, reason, key !== null)
  const path = join(folder, file)
  const aside = `${path}${PARTIAL}`
  const handle = await open(aside, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600)
  try {
    const entries = Readable.from(entriesOf(client, order, takenAt), { objectMode: false })
    const sink = handle.createWriteStream({ flush: true })
    const gzip = createGzip()
    await (key
      ? pipeline(entries, gzip, (source) => seal(source, key), sink)
      : pipeline(entries, gzip, sink))
    const manifest = await verifyBackup(aside, key ? [key] : [])
    const { size: bytes } = await stat(aside)
    await rename(aside, path)
    await flushFolder(folder)
    return { file, path, bytes, manifest }
  } catch (error) {
    await rm(aside, { force: true })
    throw error
  }
}

async function* entriesOf(client: pg.Client, order: BackupOrder, takenAt: DateTime) {
  const at = takenAt.toJSDate()
  const tables: BackedUpTable[] = []
  for (const table of await storedTables(client)) {
    const parts = copiedTable(client, table)
    for (;;) {
      const { done, value } = await parts.next()
      if (done) {
        tables.push(value)
        break
      }
      yield tarEntry(value, at)
    }
  }
  const migrations = await migrationsOf(client)
  const manifest: BackupManifest = {
    format: 1,
    applicationVersion: order.applicationVersion,
    takenAt: takenAt.toUTC().toISO() ?? '',
    schemaVersion: migrations.at(-1) ?? '',
    migrations,
    appKeyId: order.appKeyId,
    tables,
    sequences: await storedSequences(client),
  }
  const body = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)
  yield tarEntry({ name: MANIFEST, body }, at)
  yield TAR_END
}

async function migrationsOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select name from adonis_schema order by name'
  )
  return rows.map(({ name }) => name)
}

const TORN_AFTER_MS = 24 * 3_600_000

/** What a killed one left behind. A younger file may be another database's, being written. */
async function removeTornOnes(folder: string) {
  for (const file of await readdir(folder)) {
    if (!file.startsWith('bellhop-') || !file.endsWith(PARTIAL)) continue
    const path = join(folder, file)
    const { mtimeMs } = await stat(path)
    if (Date.now() - mtimeMs > TORN_AFTER_MS) await rm(path, { force: true })
  }
}

/** So that the new name outlives a power cut. Windows has no such thing. */
async function flushFolder(folder: string) {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  await handle.sync()
  await handle.close()
}
