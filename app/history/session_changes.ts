import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { type AuditEntry, recordAudit } from './audit.js'
import { type Changes, recordSettingsChange } from './settings_changes.js'

interface SessionChange {
  businessId: number
  sessionId: number
  action: 'planned' | 'changed' | 'moved' | 'given' | 'cancelled'
  changes?: Changes
  /** How it was, where its form brings it back. */
  before?: Changes | null
  by: AuditEntry['by']
}

export async function recordSessionChange(trx: Transaction, change: SessionChange): Promise<void> {
  const { action, sessionId, changes, before, ...rest } = change
  const subject = { subjectType: 'group_session', subjectId: sessionId }
  const entry = { ...rest, ...subject, action: `session.${action}` }
  if (before && changes) await recordSettingsChange(trx, { ...entry, changes, before })
  else await recordAudit(trx, { ...entry, changes })
}
