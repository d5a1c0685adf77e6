import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { AUDIT_TEXT, FIRST_HASH, hashAfter } from '#queries/audit_text'
import { inTransaction, sql } from '#transactions'

/** Any constant of ours that no other lock has. */
const CHAINING = 0x6175
const BATCH = 1000
/** How far a number may lie behind the last one chained and its transaction still have been open. */
const LATE = 100_000

interface Entry {
  id: number
  text: string
}

/** Links the audit entries written since the last time, so that whoever changes one is found out. */
export default class ChainAudit {
  /** @returns how many entries were linked */
  async handle(): Promise<number> {
    let linked = 0
    for (;;) {
      const count = await inTransaction((trx) => this.linkNext(trx))
      linked += count
      if (count < BATCH) return linked
    }
  }

  private async linkNext(trx: Transaction): Promise<number> {
    await sql(trx, `select pg_advisory_xact_lock(${CHAINING})`)
    const [last] = await sql<{ position: number; hash: string }>(
      trx,
      'select position, hash from audit_chain order by position desc limit 1'
    )
    let hash = last?.hash ?? FIRST_HASH
    let position = last?.position ?? 0
    const entries = await this.unlinked(trx)
    const links = entries.map(({ id, text }) => {
      hash = hashAfter(hash, text)
      return { position: ++position, entry_id: id, hash }
    })
    if (links.length > 0) await trx.table('audit_chain').multiInsert(links)
    return links.length
  }

  private unlinked(trx: Transaction): Promise<Entry[]> {
    return sql<Entry>(
      trx,
      `select id, ${AUDIT_TEXT} as text from audit_entries
        where id > coalesce((select max(entry_id) from audit_chain), 0) - ${LATE}
          and not exists (select from audit_chain where entry_id = audit_entries.id)
        order by id limit ${BATCH}`
    )
  }
}
