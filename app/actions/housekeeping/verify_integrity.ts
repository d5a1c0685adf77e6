import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import { auditHead } from '#history'
import { findFaults } from '#queries/integrity/find_faults'

const KEPT_DAYS = 30

/** The log holds the chain's head out of reach of whoever could rewrite the chain. */
export default class VerifyIntegrity {
  async handle(): Promise<number> {
    const results = await findFaults()
    const counts = Object.fromEntries(
      results.map(({ check, faults }) => [check.name, faults.length])
    )
    await db.table('integrity_runs').insert({ faults: JSON.stringify(counts) })
    await db
      .from('integrity_runs')
      .where('ran_at', '<', db.raw(`now() - interval '${KEPT_DAYS} days'`))
      .delete()

    for (const { check, faults } of results) {
      if (faults.length === 0) continue
      logger.error(
        { alert: 'integrity', check: check.name, count: faults.length, first: faults.slice(0, 20) },
        check.means
      )
    }
    const head = await auditHead(db.connection())
    logger.info({ audit_head: head }, 'Integrity verified')
    return results.reduce((sum, { faults }) => sum + faults.length, 0)
  }
}
