import { setTimeout as sleep } from 'node:timers/promises'
import { randomInt } from 'node:crypto'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { inTransaction } from './in_transaction.js'

/** PostgreSQL's own "try again": serialization failure, deadlock, lock not available in time. */
const RETRYABLE = new Set(['40001', '40P01', '55P03'])
const TRIES = 3
const BUDGET_MS = 2000

export function sqlState(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}

export function brokenConstraint(error: unknown): string | undefined {
  return error instanceof Error && 'constraint' in error ? String(error.constraint) : undefined
}

/** Three tries within two seconds, for errors that another try can cure; null: too busy. */
export async function retryingTransaction<T>(
  work: (trx: Transaction) => Promise<T>
): Promise<T | null> {
  const startedAt = performance.now()
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(work)
    } catch (error) {
      if (!RETRYABLE.has(sqlState(error) ?? '')) throw error
      if (attempt === TRIES || performance.now() - startedAt > BUDGET_MS) return null
      await sleep(randomInt(20, 200))
    }
  }
}
