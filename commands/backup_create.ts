import { resolve } from 'node:path'
import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import CreateBackup from '#actions/backups/create_backup'
import backups from '#config/backups'
import { BackupRefused } from '#services/backups/backup_refused'

export default class BackupCreate extends BaseCommand {
  static override commandName = 'backup:create'
  static override description = 'Back up the whole database while it is used, and print the file'
  static override help = [
    'Encrypted where BACKUP_KEY is set. Older backups in the folder go as BACKUP_KEEP_* have it.',
  ]
  static override options: CommandOptions = { startApp: true }

  @flags.string({ description: 'The folder to put it into; else BACKUP_DIR' })
  declare to: string | undefined

  override async run() {
    const folder = this.to ? resolve(this.to) : backups.folder
    if (!folder) return this.fail('Say with --to or BACKUP_DIR where backups are kept.')
    try {
      const { path, bytes, manifest } = await new CreateBackup().handle(folder, 'command')
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
      this.logger.success(
        `${rows} rows of ${manifest.tables.length} tables as of ${manifest.takenAt}, ${bytes} bytes`
      )
      this.logger.log(path)
    } catch (error) {
      if (!(error instanceof BackupRefused)) throw error
      this.fail(error.message)
    }
  }

  private fail(sentence: string) {
    this.exitCode = 1
    this.logger.logError(sentence)
  }
}
