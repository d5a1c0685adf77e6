import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'

interface SessionChange {
  businessId: number
  sessionId: number
  action: 'planned' | 'changed' | 'moved' | 'cancelled'
  changes?: Record<string, unknown>
  /** null when a job did it. */
  userId: number | null
  requestId: string | null
}

/** The audit entry of what happened to a session; nobody's words, ids and figures only. */
export async function recordSessionChange(trx: Transaction, change: SessionChange): Promise<void> {
  await trx.table('audit_entries').insert({
    business_id: change.businessId,
    actor: change.userId === null ? 'system' : 'user',
    user_id: change.userId,
    action: `session.${change.action}`,
    subject_type: 'group_session',
    subject_id: change.sessionId,
    changes: JSON.stringify(change.changes ?? {}),
    request_id: change.requestId,
  })
}
