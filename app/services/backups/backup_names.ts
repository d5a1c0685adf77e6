import { DateTime } from 'luxon'

export interface NamedBackup {
  file: string
  takenAt: DateTime
  isEncrypted: boolean
}

/** How a file is called while it is written. Nothing takes it for a backup. */
export const PARTIAL = '.partial'

const MOMENT = "yyyy-MM-dd'T'HH-mm-ss.SSS'Z'"
const NAME =
  /^bellhop-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z)(?:-before-migration)?\.tar\.gz(\.sealed)?$/

export function backupName(takenAt: DateTime, reason: BackupReason, isEncrypted: boolean): string {
  const moment = takenAt.toUTC().toFormat(MOMENT)
  const why = reason === 'migration' ? '-before-migration' : ''
  return `bellhop-${moment}${why}.tar.gz${isEncrypted ? '.sealed' : ''}`
}

/** Why one was made: on somebody's word, by the clock, or before the schema changes. */
export type BackupReason = 'command' | 'schedule' | 'migration'

/** Null for whatever else lies in the folder. */
export function readBackupName(file: string): NamedBackup | null {
  const [, moment, sealed] = NAME.exec(file) ?? []
  const takenAt = DateTime.fromFormat(moment ?? '', MOMENT, { zone: 'utc' })
  return takenAt.isValid ? { file, takenAt, isEncrypted: sealed !== undefined } : null
}
