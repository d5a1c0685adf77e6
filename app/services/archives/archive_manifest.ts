import { damagedArchive } from '#services/archives/archive_refused'

/** The last file of every archive: what else is in it, and what is not. */
export const ARCHIVE_MANIFEST = 'manifest.json'

interface ArchivedTable {
  name: string
  columns: string[]
  rows: number
  /** Of all its lines after one another. */
  sha256: string
}

export interface ArchiveManifest {
  format: 'bellhop-business-1'
  applicationVersion: string
  takenAt: string
  schemaVersion: string
  business: { id: number; slug: string; name: string }
  tables: ArchivedTable[]
  leftOut: { tables: Record<string, string>; columns: Record<string, string> }
}

export function readArchiveManifest(body: Buffer): ArchiveManifest {
  const read: unknown = JSON.parse(body.toString('utf8'))
  if (isArchiveManifest(read)) return read
  throw damagedArchive('it was made in a way that this version does not know')
}

function isArchiveManifest(read: unknown): read is ArchiveManifest {
  return (
    typeof read === 'object' &&
    read !== null &&
    ('format' in read ? read.format === 'bellhop-business-1' : false) &&
    Array.isArray(Reflect.get(read, 'tables'))
  )
}

/** Which table the lines of a file are of; null for what is there to be read by people. */
export function tableOfFile(entry: string): string | null {
  const [, table] = /^tables\/(\w+)\/\d+\.jsonl$/.exec(entry) ?? []
  return table ?? null
}

export const fileOfTable = (table: string, nth: number) =>
  `tables/${table}/${String(nth).padStart(6, '0')}.jsonl`
