import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'

interface Subject {
  businessId: number
  type: string
  id: number
  /** The audit's words for what that form saves. */
  actions: string[]
}

/** Who saved something last, and when; null where nobody has yet. */
export async function lastSaved({ businessId, type, id, actions }: Subject) {
  const saved = await db
    .from('audit_entries')
    .leftJoin('users', 'users.id', 'audit_entries.user_id')
    .where({ business_id: businessId, subject_type: type, subject_id: id })
    .whereIn('action', actions)
    .orderBy('audit_entries.id', 'desc')
    .select('users.full_name', 'audit_entries.created_at')
    .first()
  if (!saved) return null
  return { who: saved.full_name as string | null, at: DateTime.fromJSDate(saved.created_at) }
}
