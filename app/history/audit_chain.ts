import type {
  QueryClientContract as QueryClient,
  TransactionClientContract as Transaction,
} from '@adonisjs/lucid/types/database'
import { sql } from '#transactions'
import { AUDIT_TEXT, FIRST_HASH, hashAfter } from './audit_text.js'

/** Any number that no other advisory lock uses. */
const CHAINING = 0x6175
export const AUDIT_BATCH = 1000
/** How far a number may lie behind the last chained one while its transaction is still open. */
const LATE = 100_000

interface Entry {
  id: number
  text: string
}

export async function auditHead(
  client: QueryClient
): Promise<{ position: number; hash: string } | null> {
  const [head] = await sql<{ position: number; hash: string }>(
    client,
    'select position, hash from audit_chain order by position desc limit 1'
  )
  return head ?? null
}

/** At most `AUDIT_BATCH` entries, the oldest first. Returns how many. */
export async function linkAudit(trx: Transaction): Promise<number> {
  await sql(trx, `select pg_advisory_xact_lock(${CHAINING})`)
  const last = await auditHead(trx)
  let hash = last?.hash ?? FIRST_HASH
  let position = last?.position ?? 0
  const entries = await unlinked(trx)
  const links = entries.map(({ id, text }) => {
    hash = hashAfter(hash, text)
    return { position: ++position, entry_id: id, hash }
  })
  if (links.length > 0) await trx.table('audit_chain').multiInsert(links)
  return links.length
}

function unlinked(trx: Transaction): Promise<Entry[]> {
  return sql<Entry>(
    trx,
    `select id, ${AUDIT_TEXT} as text from audit_entries
        where id > coalesce((select max(entry_id) from audit_chain), 0) - ${LATE}
          and not exists (select from audit_chain where entry_id = audit_entries.id)
        order by id limit ${AUDIT_BATCH}`
  )
}
