import env from '#start/env'
import { backupKey } from '#services/backups/backup_keys'

export default {
  /** Where backups are kept; without it none is made by the clock or before a migration. */
  folder: env.get('BACKUP_DIR') ?? null,
  everyHours: env.get('BACKUP_EVERY', 24),
  keeping: {
    daily: env.get('BACKUP_KEEP_DAILY', 7),
    weekly: env.get('BACKUP_KEEP_WEEKLY', 4),
    monthly: env.get('BACKUP_KEEP_MONTHLY', 12),
  },
  /** The first encrypts; all of them open what they once encrypted. */
  keys: (env.get('BACKUP_KEY') ?? []).map((secret) => backupKey(secret.release())),
}
