import db from '@adonisjs/lucid/services/db'
import type { Check, Fault } from '#queries/integrity/check'
import { CHECKS } from '#queries/integrity/checks'

export interface CheckResult {
  check: Check
  faults: Fault[]
}

export async function findFaults(): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  for (const check of CHECKS) {
    results.push({ check, faults: await check.find(db.connection()) })
  }
  return results
}
