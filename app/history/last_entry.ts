import db from '@adonisjs/lucid/services/db'

export interface AuditedForm {
  businessId: number
  type: string
  id: number
  /** The audit's actions that this form causes. */
  actions: string[]
}

interface LastEntry {
  user_id: number | null
  full_name: string | null
  created_at: Date
}

export function lastEntry({
  businessId,
  type,
  id,
  actions,
}: AuditedForm): Promise<LastEntry | null> {
  return db
    .from('audit_entries')
    .leftJoin('users', 'users.id', 'audit_entries.user_id')
    .where({ business_id: businessId, subject_type: type, subject_id: id })
    .whereIn('action', actions)
    .orderBy('audit_entries.id', 'desc')
    .select('audit_entries.user_id', 'users.full_name', 'audit_entries.created_at')
    .first()
}
