import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import {
  ARCHIVE_MANIFEST,
  readArchiveManifest,
  tableOfFile,
  type ArchiveManifest,
} from '#services/archives/archive_manifest'
import { ArchiveRefused, damagedArchive } from '#services/archives/archive_refused'
import { BackupRefused } from '#services/backups/backup_refused'
import { readTar, type TarEntry } from '#services/backups/tar'

interface LinesOfTable {
  table: string
  lines: string[]
}

/** The lines of tables in their order, then the manifest that they were found to fit. */
export async function* readArchive(path: string): AsyncGenerator<LinesOfTable, ArchiveManifest> {
  const found = new Map<string, { rows: number; hash: ReturnType<typeof createHash> }>()
  let manifest: ArchiveManifest | undefined
  for await (const { name, body } of entriesIn(path)) {
    if (manifest) throw damagedArchive('something follows its end')
    if (name === ARCHIVE_MANIFEST) manifest = readArchiveManifest(body)
    const table = tableOfFile(name)
    if (!table) continue
    const state = found.get(table) ?? { rows: 0, hash: createHash('sha256') }
    found.set(table, state)
    state.hash.update(body)
    const lines = body.toString('utf8').split('\n').slice(0, -1)
    state.rows += lines.length
    yield { table, lines }
  }
  if (!manifest) throw damagedArchive('it ends too early')
  for (const { name, rows, sha256 } of manifest.tables) {
    const state = found.get(name) ?? { rows: 0, hash: createHash('sha256') }
    if (state.rows !== rows || state.hash.digest('hex') !== sha256) {
      throw damagedArchive(`${name} is not as it was written`)
    }
    found.delete(name)
  }
  if (found.size > 0) throw damagedArchive('it holds more than it should')
  return manifest
}

/** Reads it to its end and gives what it says of itself. */
export async function verifyArchive(path: string): Promise<ArchiveManifest> {
  const files = readArchive(path)
  for (;;) {
    const { done, value } = await files.next()
    if (done) return value
  }
}

async function* entriesIn(path: string): AsyncGenerator<TarEntry> {
  const file = createReadStream(path)
  const plain = createGunzip()
  file.once('error', (error) => plain.destroy(error))
  try {
    yield* readTar(file.pipe(plain))
  } catch (error) {
    throw refusalOf(error, path)
  } finally {
    file.destroy()
  }
}

function refusalOf(error: unknown, path: string): unknown {
  if (error instanceof BackupRefused) return damagedArchive('it was changed, or its end is missing')
  if (!(error instanceof Error) || !('code' in error)) return error
  if (error.code === 'ENOENT') return new ArchiveRefused(`There is no file ${path}.`)
  const isTorn = typeof error.code === 'string' && error.code.startsWith('Z_')
  return isTorn ? damagedArchive('it was changed, or its end is missing') : error
}
