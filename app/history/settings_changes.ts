import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { type AuditEntry, recordAudit } from './audit.js'

interface SettingsChange extends AuditEntry {
  changes: Record<string, unknown>
  /** How it all was, for whoever wants it back; personal data may be in it. */
  before?: Record<string, unknown> | null
}

/** Personal data: the audit names the field and keeps no value. */
const PERSONAL = new Set([
  ...['name', 'email', 'phone', 'address', 'locationDetails', 'furtherPlaces', 'pageSlug'],
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

/** What a row held when it was read; null where it is new. */
export function contentBefore(row: LucidRow): Record<string, unknown> | null {
  return row.$isNew ? null : { ...row.$original }
}

export async function recordSettingsChange(trx: Transaction, change: SettingsChange) {
  const { before, ...entry } = change
  if (Object.keys(entry.changes).length === 0) return
  const id = await recordAudit(trx, entry)
  if (!before) return
  await trx.table('earlier_settings').insert({
    audit_entry_id: id,
    business_id: entry.businessId,
    content: JSON.stringify(before),
  })
}
