import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { AUDIT_TEXT, type AuditLink, FIRST_HASH, hashAfter } from '#history'
import type { Check, Fault } from '#queries/integrity/check'
import { sql } from '#transactions'

const BATCH = 2000

/** Every hash depends on all entries before it, so a changed entry shows. */
const auditChain: Check = {
  name: 'audit_chain',
  means: 'An audit entry was changed, removed or left out after it was written',

  async find(client) {
    const faults = await unchained(client)
    let hash = FIRST_HASH
    let position = 0
    for (;;) {
      const links = await linksAfter(client, position)
      for (const link of links) {
        const expected = hashAfter(hash, link.text ?? '')
        if (link.position !== position + 1 || link.hash !== expected) {
          faults.push({ position: link.position, entry_id: link.entry_id })
        }
        // Goes on from the stored hash, so that one changed entry is one fault.
        hash = link.hash
        position = link.position
      }
      if (links.length < BATCH) return faults
    }
  },
}

export default auditChain

function linksAfter(client: QueryClient, position: number): Promise<AuditLink[]> {
  return sql<AuditLink>(
    client,
    `select position, entry_id, hash, ${AUDIT_TEXT} as text
       from audit_chain left join audit_entries on audit_entries.id = audit_chain.entry_id
      where position > :position order by position limit ${BATCH}`,
    { position }
  )
}

function unchained(client: QueryClient): Promise<Fault[]> {
  return sql<Fault>(
    client,
    `select id as entry_id, 'never chained' as reason from audit_entries
      where created_at < now() - interval '10 minutes'
        and not exists (select from audit_chain where entry_id = audit_entries.id)
      order by id`
  )
}
