import db from '@adonisjs/lucid/services/db'

export interface AuditedForm {
  businessId: number
  type: string
  id: number
  /** The audit's words for what that form saves. */
  actions: string[]
}

interface LastEntry {
  full_name: string | null
  created_at: Date
}

/** The last of those entries, with the name of who made it. */
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
    .select('users.full_name', 'audit_entries.created_at')
    .first()
}
