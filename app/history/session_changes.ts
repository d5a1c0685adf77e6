import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { type AuditEntry, recordAudit } from './audit.js'

interface SessionChange {
  businessId: number
  sessionId: number
  action: 'planned' | 'changed' | 'moved' | 'cancelled'
  changes?: Record<string, unknown>
  by: AuditEntry['by']
}

export async function recordSessionChange(trx: Transaction, change: SessionChange): Promise<void> {
  const { action, sessionId, ...rest } = change
  const subject = { subjectType: 'group_session', subjectId: sessionId }
  await recordAudit(trx, { ...rest, ...subject, action: `session.${action}` })
}
