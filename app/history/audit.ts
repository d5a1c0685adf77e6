import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { By } from '#models/by'
import { noteDone } from '#transactions'

export interface AuditEntry {
  businessId: number
  by: By
  /** Such as `session.moved`. */
  action: string
  subjectType: string
  subjectId: number
  /** Ids, figures and names of fields only; never a person's words or addresses. */
  changes?: Record<string, unknown>
}

/** Returns the entry's id. */
export async function recordAudit(trx: Transaction, entry: AuditEntry): Promise<number> {
  const { businessId, by, action, subjectType, subjectId, changes = {} } = entry
  await noteDone(trx, businessId, by.keyed)
  const [{ id }] = await trx
    .table('audit_entries')
    .returning('id')
    .insert({
      business_id: businessId,
      actor: by.actor,
      user_id: by.userId,
      action,
      subject_type: subjectType,
      subject_id: subjectId,
      changes: JSON.stringify(changes),
      request_id: by.requestId,
      api_key_id: by.keyId,
    })
  return id
}

interface AuditOfRows {
  /** Rows of the same statement, each with its `id` and `business_id`. */
  rows: string
  action: string
  subjectType: string
  /** An SQL expression; null where a job acted. */
  userId: string
  changes?: string
}

/** Part of a statement, named `audited`: an entry for each row. Needs `:requestId`. */
export const auditOf = ({ rows, action, subjectType, userId, changes = '{}' }: AuditOfRows) => `
  audited as (
    insert into audit_entries
      (business_id, actor, user_id, action, subject_type, subject_id, changes, request_id)
    select business_id,
      case when cast(${userId} as bigint) is null then 'system' else 'user' end,
      cast(${userId} as bigint), '${action}', '${subjectType}', id, '${changes}',
      cast(:requestId as text)
    from ${rows}
  )`
