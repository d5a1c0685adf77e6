import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { recordAudit } from './audit.js'

interface SessionChange {
  businessId: number
  sessionId: number
  action: 'planned' | 'changed' | 'moved' | 'cancelled'
  changes?: Record<string, unknown>
  /** null when a job did it. */
  userId: number | null
  requestId: string | null
}

/** The audit entry of what happened to a session. */
export async function recordSessionChange(trx: Transaction, change: SessionChange): Promise<void> {
  const { action, sessionId, ...rest } = change
  const subject = { subjectType: 'group_session', subjectId: sessionId }
  await recordAudit(trx, { ...rest, ...subject, action: `session.${action}` })
}
