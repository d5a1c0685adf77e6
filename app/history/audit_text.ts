import { createHash } from 'node:crypto'

export const FIRST_HASH = '0'.repeat(64)

export interface AuditLink {
  position: number
  entry_id: number
  hash: string
  /** Null where the entry is gone. */
  text: string | null
}

/**
 * The same text in every session and time zone, since it is hashed: each value quoted, in order. What
 * no key did has none, as before there were any.
 */
export const AUDIT_TEXT = `cast(jsonb_build_array(audit_entries.id, audit_entries.business_id,
  audit_entries.actor, audit_entries.user_id, audit_entries.action, audit_entries.subject_type,
  audit_entries.subject_id, audit_entries.changes, audit_entries.request_id,
  cast(extract(epoch from audit_entries.created_at) as text))
  || case when audit_entries.api_key_id is null then '[]'
     else jsonb_build_array(audit_entries.api_key_id) end as text)`

export function hashAfter(previous: string, text: string): string {
  return createHash('sha256').update(previous).update('\n').update(text).digest('hex')
}
