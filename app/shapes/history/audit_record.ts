import string from '@adonisjs/core/helpers/string'
import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import { DateTime } from 'luxon'
import { type AuditRow, AUDIT_SUBJECTS, isUndoneWhole } from '#models/audit_entry'
import { inUtc, momentShape, truthShape, wholeShape } from '#shapes/schema'

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
  changes: vine.record(vine.object({ from: vine.any().nullable(), to: vine.any().nullable() })),
  can_be_undone: truthShape(),
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
    changes: presentChanges(row.changes),
    can_be_undone: row.can_be_undone && isUndoneWhole(row.action),
    created_at: inUtc(DateTime.fromJSDate(row.created_at)),
  }
}

type Change = Infer<typeof auditShape>['changes'][string]

function presentChanges(changes: AuditRow['changes']): Record<string, Change> {
  return Object.fromEntries(
    Object.entries(changes).map(([field, change]) => [
      string.snakeCase(field),
      presentChange(field, change),
    ])
  )
}

/** Both are null where only that it changed is kept; what was written down beside is `to`. */
function presentChange(field: string, change: unknown): Change {
  if (change === true) return { from: null, to: null }
  if (field === 'status' && Array.isArray(change)) return { from: change[0], to: change[1] }
  if (isPair(change)) return { from: named(change.from), to: named(change.to) }
  return { from: null, to: named(change) }
}

function isPair(change: unknown): change is { from: unknown; to: unknown } {
  return typeof change === 'object' && change !== null && 'from' in change && 'to' in change
}

/** Fields within it are written as everywhere here. */
function named(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(named)
  if (typeof value !== 'object' || value === null) return value ?? null
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => [string.snakeCase(field), named(inner)])
  )
}
