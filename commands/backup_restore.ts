import { resolve } from 'node:path'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import backups from '#config/backups'
import queueConfig from '#config/queue'
import { restoreBackup, type RestoredBackup } from '#database/restore_backup'
import { keyId } from '#services/backups/backup_keys'
import { BackupRefused } from '#services/backups/backup_refused'
import env from '#start/env'

export default class BackupRestore extends BaseCommand {
  static override commandName = 'backup:restore'
  static override description = 'Put an empty database into the state that a backup holds'
  static override help = [
    'Stop Bellhop first. It is done whole or not at all: what breaks it off leaves what was there.',
  ]
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'The file' })
  declare file: string

  @flags.string({
    description: 'The name of the database, to lose all that it holds for the backup',
  })
  declare replace: string | undefined

  override async run() {
    try {
      const restored = await restoreBackup({
        ...{ path: resolve(this.file), keys: backups.keys, replace: this.replace ?? null },
        ...{ connectionName: 'owner', queueSchema: queueConfig.schema },
      })
      this.tell(restored)
    } catch (error) {
      if (!(error instanceof BackupRefused)) throw error
      return this.fail(error.message)
    }
    const prepare = await this.kernel.exec('database:prepare', ['--quiet'])
    if (prepare.exitCode) this.fail('All rows are back. Run database:prepare before it is started.')
  }

  private tell({ manifest, database, migratedSince }: RestoredBackup) {
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    this.logger.success(`${database} is as it was at ${manifest.takenAt}: ${rows} rows`)
    if (migratedSince > 0) this.logger.success(`${migratedSince} migrations have run since`)
    if (manifest.appKeyId === keyId('app', env.get('APP_KEY').release())) return
    this.logger.warning(
      'APP_KEY was another one then. Set that one, or links in mails and connected calendars fail.'
    )
  }

  private fail(sentence: string) {
    this.exitCode = 1
    this.logger.logError(sentence)
  }
}
