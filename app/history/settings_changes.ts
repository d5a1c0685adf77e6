import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { type AuditEntry, recordAudit } from './audit.js'

type SettingsChange = AuditEntry & { changes: Record<string, unknown> }

/** Personal data: the audit names the field and keeps no value. */
const PERSONAL = new Set([
  ...['name', 'email', 'phone', 'address', 'locationDetails'],
  ...['recipientName', 'recipientEmail'],
])

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

export async function recordSettingsChange(trx: Transaction, change: SettingsChange) {
  if (Object.keys(change.changes).length === 0) return
  await recordAudit(trx, change)
}
