import db from '@adonisjs/lucid/services/db'
import type { EarlierSettings, UndoneEntry } from '#models/audit_entry'

export interface EarlierEntry {
  businessId: number
  entryId: number
  type: string
  id: number
}

/** What one entry did, with how it all was before; null where that was not kept. */
export async function earlierEntry({
  businessId,
  entryId,
}: Pick<EarlierEntry, 'businessId' | 'entryId'>): Promise<UndoneEntry | null> {
  const row = await db
    .from('earlier_settings')
    .join('audit_entries', 'audit_entries.id', 'earlier_settings.audit_entry_id')
    .where('earlier_settings.business_id', businessId)
    .where('audit_entries.id', entryId)
    .select('audit_entries.id', 'action', 'subject_id', 'changes', 'content')
    .first()
  return row ?? null
}

/** How settings were before an entry of the audit. */
export async function earlierSettings(wanted: EarlierEntry): Promise<EarlierSettings | null> {
  const { businessId, entryId, type, id } = wanted
  const kept = () =>
    db
      .from('earlier_settings')
      .join('audit_entries', 'audit_entries.id', 'earlier_settings.audit_entry_id')
      .where('earlier_settings.business_id', businessId)
      .where({ subject_type: type, subject_id: id })
  const row = await kept()
    .leftJoin('users', 'users.id', 'audit_entries.user_id')
    .where('audit_entries.id', entryId)
    .select('action', 'content', 'users.full_name as who', 'audit_entries.created_at as at')
    .first()
  if (!row) return null
  const next = await kept()
    .where('action', row.action)
    .where('audit_entries.id', '>', entryId)
    .orderBy('audit_entries.id')
    .select('content')
    .first()
  return { ...row, next: next?.content ?? null }
}
