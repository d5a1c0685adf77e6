import { resolve } from 'node:path'
import { args, BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { importBusiness } from '#database/import_business'
import { ArchiveRefused } from '#services/archives/archive_refused'

export default class BusinessImport extends BaseCommand {
  static override commandName = 'business:import'
  static override description = 'Take a business from its file into an installation that has none'
  static override help = ['It is done whole or not at all: what breaks it off leaves none.']
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'The file that business:export wrote' })
  declare file: string

  override async run() {
    try {
      const { business, takenAt, tables } = await importBusiness({
        ...{ path: resolve(this.file), connectionName: 'owner' },
      })
      const rows = tables.reduce((sum, table) => sum + table.rows, 0)
      this.logger.success(`${business.name} is here as it was at ${takenAt}: ${rows} rows`)
      this.logger.info(
        'Everybody of it sets a new password by "Forgotten your password?"; calendars, keys, webhooks and feeds are to be connected anew'
      )
    } catch (error) {
      if (!(error instanceof ArchiveRefused)) throw error
      this.exitCode = 1
      this.logger.logError(error.message)
    }
  }
}
