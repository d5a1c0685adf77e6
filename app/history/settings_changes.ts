import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { type AuditEntry, recordAudit } from './audit.js'

export type Changes = Record<string, unknown>

interface SettingsChange extends AuditEntry {
  changes: Changes
  /** How it all was, for whoever wants it back; personal data may be in it. */
  before?: Changes | null
}

/** Personal data: the audit names the field and keeps no value. */
const PERSONAL = new Set([
  ...[
    'name',
    'email',
    'phone',
    'address',
    'locationDetails',
    'furtherPlaces',
    'pageSlug',
    'pageDescription',
    'meetingLink',
  ],
  ...['recipientName', 'recipientEmail'],
])

/** `nobodys` are fields that are personal elsewhere, and not in this row. */
export function changesOf(row: LucidRow, nobodys: readonly string[] = []): Changes {
  return Object.fromEntries(
    Object.entries(row.$dirty)
      .filter(([field]) => field !== 'updatedAt')
      .map(([field, to]) => [
        field,
        PERSONAL.has(field) && !nobodys.includes(field) ? true : { from: row.$original[field], to },
      ])
  )
}

/** What a row held when it was read; null where it is new. */
export function contentBefore(row: LucidRow): Changes | null {
  return row.$isNew ? null : { ...row.$original }
}

type OfRow = Omit<SettingsChange, 'changes' | 'subjectId'>

/** The row, and what of it changes. */
export async function saveSettings(
  trx: Transaction,
  row: LucidRow & { id: number },
  entry: OfRow
): Promise<void> {
  const changes = changesOf(row)
  const { id: subjectId } = await row.save()
  await recordSettingsChange(trx, { ...entry, subjectId, changes })
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
