import { AUDIT_BATCH, linkAudit } from '#history'
import { inTransaction } from '#transactions'

/** Links the audit entries written since the last time, so that whoever changes one is found out. */
export default class ChainAudit {
  /** @returns how many entries were linked */
  async handle(): Promise<number> {
    let linked = 0
    for (;;) {
      const count = await inTransaction(linkAudit)
      linked += count
      if (count < AUDIT_BATCH) return linked
    }
  }
}
