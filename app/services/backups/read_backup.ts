import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { BackupKey } from '#services/backups/backup_keys'
import { BackupRefused, damaged } from '#services/backups/backup_refused'
import { linesIn, tableOfPart } from '#services/backups/copied_tables'
import { MANIFEST, readManifest, type BackupManifest } from '#services/backups/manifest'
import { unseal } from '#services/backups/sealed'
import { readTar, type TarEntry } from '#services/backups/tar'

export interface PartOfTable {
  table: string
  body: Buffer
}

/** The parts of tables in their order, then the manifest that they were found to fit. */
export async function* readBackup(
  path: string,
  keys: BackupKey[]
): AsyncGenerator<PartOfTable, BackupManifest> {
  const found = new Map<string, { rows: number; hash: ReturnType<typeof createHash> }>()
  let manifest: BackupManifest | undefined
  for await (const { name, body } of entriesOf(path, keys)) {
    if (manifest) throw damaged('something follows its end')
    if (name === MANIFEST) {
      manifest = readManifest(body)
      continue
    }
    const table = tableOfPart(name)
    if (!table) throw damaged('it holds what no backup holds')
    const state = found.get(table) ?? { rows: 0, hash: createHash('sha256') }
    found.set(table, state)
    state.hash.update(body)
    state.rows += linesIn(body)
    yield { table, body }
  }
  if (!manifest) throw damaged('it ends too early')
  for (const { name, rows, sha256 } of manifest.tables) {
    const state = found.get(name) ?? { rows: 0, hash: createHash('sha256') }
    if (state.rows !== rows || state.hash.digest('hex') !== sha256) {
      throw damaged(`the table ${name} is not as it was written`)
    }
    found.delete(name)
  }
  if (found.size > 0) throw damaged('it holds more than it should')
  return manifest
}

/** Reads it to its end and gives what it says of itself; refused if a single byte is not as it was written. */
export async function verifyBackup(path: string, keys: BackupKey[]): Promise<BackupManifest> {
  const parts = readBackup(path, keys)
  for (;;) {
    const { done, value } = await parts.next()
    if (done) return value
  }
}

async function* entriesOf(path: string, keys: BackupKey[]): AsyncGenerator<TarEntry> {
  const file = createReadStream(path)
  const isSealed = /\.sealed(\.partial)?$/.test(path)
  const compressed: Readable = isSealed ? Readable.from(unseal(file, keys)) : file
  const plain = createGunzip()
  compressed.once('error', (error: Error) => plain.destroy(error))
  try {
    yield* readTar(compressed.pipe(plain))
  } catch (error) {
    throw refusalFor(error, path)
  } finally {
    file.destroy()
  }
}

function refusalFor(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || error instanceof BackupRefused) {
    return error
  }
  if (error.code === 'ENOENT') return new BackupRefused(`There is no file ${path}.`)
  const isTorn = typeof error.code === 'string' && error.code.startsWith('Z_')
  return isTorn ? damaged('it was changed, or its end is missing') : error
}
