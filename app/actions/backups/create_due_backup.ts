import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import backups from '#config/backups'
import CreateBackup from '#actions/backups/create_backup'
import { lastBackup } from '#queries/backups/last_backup'

/** One that is early by the time between two looks keeps the interval from growing by it each time. */
const EARLY_SECONDS = 300

/** The last one's age decides, so that restarts neither put a backup off nor add one. */
export default class CreateDueBackup {
  async handle(): Promise<void> {
    if (!backups.folder) return
    const last = await lastBackup(db.connection())
    if (last && last.ageSeconds < backups.everyHours * 3_600 - EARLY_SECONDS) return
    const { file, bytes } = await new CreateBackup().handle(backups.folder, 'schedule')
    logger.info({ file, bytes }, 'Backed up')
  }
}
