import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import backups from '#config/backups'
import { keyId } from '#services/backups/backup_keys'
import { readBackupName, type BackupReason } from '#services/backups/backup_names'
import { outlived } from '#services/backups/kept_backups'
import { writeBackup, type WrittenBackup } from '#services/backups/write_backup'
import { versionOfHere } from '#services/version_of_here'
import env from '#start/env'

const REMEMBERED_DAYS = 400

/** Makes a backup, and lets go of those that it makes superfluous. */
export default class CreateBackup {
  async handle(folder: string, reason: BackupReason): Promise<WrittenBackup> {
    const written = await writeBackup({
      ...{ folder, reason, key: backups.keys[0] ?? null },
      databaseUrl: env.get('DATABASE_OWNER_URL', env.get('DATABASE_URL')),
      applicationVersion: await versionOfHere(),
      appKeyId: keyId('app', env.get('APP_KEY').release()),
    })
    await this.#remember(written)
    await this.#letGo(folder, DateTime.fromISO(written.manifest.takenAt))
    return written
  }

  /** In a database that is yet to be migrated there may be no table for it. */
  async #remember({ file, bytes, manifest }: WrittenBackup) {
    const found = await db.rawQuery("select to_regclass('public.backups') as table")
    if (found.rows[0].table === null) return
    await db.table('backups').insert({
      ...{ file, bytes, taken_at: manifest.takenAt },
      table_rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
    })
    await db
      .from('backups')
      .where('taken_at', '<', db.raw(`now() - interval '${REMEMBERED_DAYS} days'`))
      .delete()
  }

  /** Files that nobody would call so by accident, and no others. */
  async #letGo(folder: string, now: DateTime) {
    const files = await readdir(folder)
    const named = files.flatMap((file) => readBackupName(file) ?? [])
    for (const { file } of outlived(named, backups.keeping, now)) {
      await rm(join(folder, file), { force: true })
    }
  }
}
