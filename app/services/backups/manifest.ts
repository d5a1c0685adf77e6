import { damaged } from '#services/backups/backup_refused'

/** The last entry of every backup: what else is in it, and in which state the database was. */
export const MANIFEST = 'manifest.json'

export interface BackupManifest {
  format: 1
  applicationVersion: string
  takenAt: string
  /** The last migration that had run, and all of them. */
  schemaVersion: string
  migrations: string[]
  /** Tells whether links and secrets in the database can be read with the APP_KEY of here. */
  appKeyId: string
  tables: BackedUpTable[]
  sequences: BackedUpSequence[]
}

export interface BackedUpTable {
  name: string
  columns: string[]
  rows: number
  /** Of all its parts after one another, in PostgreSQL's text format of COPY. */
  sha256: string
}

export interface BackedUpSequence {
  name: string
  lastValue: string
  isCalled: boolean
}

export function readManifest(body: Buffer): BackupManifest {
  const read: unknown = JSON.parse(body.toString('utf8'))
  if (isManifest(read)) return read
  throw damaged('it was made in a way that this version does not know')
}

function isManifest(read: unknown): read is BackupManifest {
  return (
    typeof read === 'object' &&
    read !== null &&
    ('format' in read ? read.format === 1 : false) &&
    ['tables', 'sequences', 'migrations'].every((name) => Array.isArray(Reflect.get(read, name)))
  )
}
