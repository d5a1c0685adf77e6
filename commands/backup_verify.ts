import { resolve } from 'node:path'
import { args, BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import backups from '#config/backups'
import { BackupRefused } from '#services/backups/backup_refused'
import { verifyBackup } from '#services/backups/read_backup'

export default class BackupVerify extends BaseCommand {
  static override commandName = 'backup:verify'
  static override description = 'Read a backup to its end and compare it with its checksums'
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'The file' })
  declare file: string

  override async run() {
    try {
      const manifest = await verifyBackup(resolve(this.file), backups.keys)
      for (const { name, rows, sha256 } of manifest.tables) {
        this.logger.log(`${sha256} ${name} ${rows}`)
      }
      this.logger.success(
        `Whole: of ${manifest.takenAt}, by version ${manifest.applicationVersion}, up to ${manifest.schemaVersion}`
      )
    } catch (error) {
      if (!(error instanceof BackupRefused)) throw error
      this.exitCode = 1
      this.logger.logError(error.message)
    }
  }
}
