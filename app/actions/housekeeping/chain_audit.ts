import { AUDIT_BATCH, linkAudit } from '#history'
import { inTransaction } from '#transactions'

export default class ChainAudit {
  async handle(): Promise<number> {
    let linked = 0
    for (;;) {
      const count = await inTransaction(linkAudit)
      linked += count
      if (count < AUDIT_BATCH) return linked
    }
  }
}
