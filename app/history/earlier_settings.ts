import db from '@adonisjs/lucid/services/db'
import type { EarlierSettings } from '#models/audit_entry'

export interface EarlierEntry {
  businessId: number
  entryId: number
  type: string
  id: number
}

/** How settings were before an entry of the audit. */
export async function earlierSettings(asked: EarlierEntry): Promise<EarlierSettings | null> {
  const { businessId, entryId, type, id } = asked
  const row = await db
    .from('earlier_settings')
    .join('audit_entries', 'audit_entries.id', 'earlier_settings.audit_entry_id')
    .leftJoin('users', 'users.id', 'audit_entries.user_id')
    .where('earlier_settings.business_id', businessId)
    .where('audit_entries.id', entryId)
    .where({ subject_type: type, subject_id: id })
    .select('action', 'content', 'users.full_name as who', 'audit_entries.created_at as at')
    .first()
  return row ?? null
}
