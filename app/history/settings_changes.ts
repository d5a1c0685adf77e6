import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { type AuditEntry, recordAudit } from './audit.js'

type SettingsChange = AuditEntry & { changes: Record<string, unknown> }

/** Ways to reach someone: the audit names the field and keeps no value. */
const PERSONAL = new Set([
  ...['name', 'email', 'phone', 'address', 'locationDetails'],
  ...['recipientName', 'recipientEmail'],
])

/** What saving this row will change, field by field: before and after. */
export function changesOf(row: LucidRow): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row.$dirty)
      .filter(([field]) => field !== 'updatedAt')
      .map(([field, to]) => [
        field,
        PERSONAL.has(field) ? true : { from: row.$original[field], to },
      ])
  )
}

/** One audit row per saved form; none where nothing changed. */
export async function recordSettingsChange(trx: Transaction, change: SettingsChange) {
  if (Object.keys(change.changes).length === 0) return
  await recordAudit(trx, change)
}
