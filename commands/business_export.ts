import { resolve } from 'node:path'
import { args, BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import ExportBusiness from '#actions/archives/export_business'
import { ArchiveRefused } from '#services/archives/archive_refused'

export default class BusinessExport extends BaseCommand {
  static override commandName = 'business:export'
  static override description = 'Write everything of one business into a file that others can read'
  static override help = [
    'A .tar.gz with lines of JSON for each table, bookings and clients as CSV, and bookings as a calendar.',
    'Passwords, keys, tokens and connected calendars are left out; manifest.json lists what is.',
  ]
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'Of its booking page, as in /book/SLUG' })
  declare slug: string

  @args.string({ description: 'The file to write' })
  declare file: string

  override async run() {
    try {
      const { bytes, manifest } = await new ExportBusiness().handle(this.slug, resolve(this.file))
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
      const secrets = Object.keys(manifest.leftOut.tables).length
      this.logger.success(
        `${manifest.business.name} as of ${manifest.takenAt}: ${rows} rows of ${manifest.tables.length} tables, ${bytes} bytes`
      )
      this.logger.info(`Nothing of ${secrets} tables goes along; manifest.json says which and why`)
    } catch (error) {
      if (!(error instanceof ArchiveRefused)) throw error
      this.exitCode = 1
      this.logger.logError(error.message)
    }
  }
}
