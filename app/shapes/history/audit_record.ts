import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import { DateTime } from 'luxon'
import { type AuditRow, AUDIT_SUBJECTS } from '#models/audit_entry'
import { inUtc, momentShape, wholeShape } from '#shapes/schema'

/** Who changed what, and when. */
export const auditShape = vine.create({
  id: wholeShape(),
  actor: vine.enum(['client', 'user', 'system'] as const),
  user_name: vine.string().nullable(),
  key_name: vine.string().nullable(),
  action: vine.string(),
  subject_type: vine.enum(AUDIT_SUBJECTS),
  subject_id: wholeShape(),
  subject_name: vine.string().nullable(),
  changes: vine.record(vine.any().nullable()),
  created_at: momentShape(),
})

export function presentAudit(row: AuditRow): Infer<typeof auditShape> {
  return {
    id: Number(row.id),
    actor: row.actor,
    user_name: row.who,
    key_name: row.key_name,
    action: row.action,
    subject_type: row.subject_type as Infer<typeof auditShape>['subject_type'],
    subject_id: Number(row.subject_id),
    subject_name: row.subject_name,
    changes: row.changes,
    created_at: inUtc(DateTime.fromJSDate(row.created_at)),
  }
}
