import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'

interface SettingsChange {
  businessId: number
  userId: number
  action: string
  subjectType: string
  subjectId: number
  changes: Record<string, unknown>
  requestId: string | null
}

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
  await trx.table('audit_entries').insert({
    business_id: change.businessId,
    actor: 'user',
    user_id: change.userId,
    action: change.action,
    subject_type: change.subjectType,
    subject_id: change.subjectId,
    changes: JSON.stringify(change.changes),
    request_id: change.requestId,
  })
}
