import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'

export interface AuditEntry {
  businessId: number
  /** null when a job did it. */
  userId: number | null
  /** As `session.moved`. */
  action: string
  subjectType: string
  subjectId: number
  /** Nobody's words or addresses: ids, figures and names of fields only. */
  changes?: Record<string, unknown>
  requestId: string | null
}

export async function recordAudit(trx: Transaction, entry: AuditEntry): Promise<void> {
  const { businessId, userId, action, subjectType, subjectId, changes = {}, requestId } = entry
  await trx.table('audit_entries').insert({
    business_id: businessId,
    actor: userId === null ? 'system' : 'user',
    user_id: userId,
    action,
    subject_type: subjectType,
    subject_id: subjectId,
    changes: JSON.stringify(changes),
    request_id: requestId,
  })
}

interface AuditOfRows {
  /** Rows of the same statement, each with its `id` and `business_id`. */
  rows: string
  action: string
  subjectType: string
  /** An expression for who did it; null where a job did. */
  userId: string
  changes?: string
}

/** Part of a statement, `audited`: an entry for each of its rows; with `:requestId`. */
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
