import { recordAudit } from '#history'
import type { By } from '#models/by'
import Client from '#models/clients/client'
import { inTransaction, lockRow, sql } from '#transactions'

interface Separating {
  businessId: number
  clientId: number
  by: By
}

/** A block that came with it goes with it. */
const FREE = `
  update clients as kept
     set blocked_at = null, blocked_by = null, block_reason = null, blocks_number = true
    from clients as part
   where part.id = :clientId and kept.id = :recordId and kept.blocked_at = part.blocked_at
  returning kept.id`

/** With it goes all that was merged into it, and what has been booked under its address since. */
const SEPARATE = `
  with recursive parts as (
    select id from clients where business_id = :businessId and id = :clientId
    union select below.id from clients as below join parts on below.merged_via = parts.id
  )
  update clients set
    updated_at = clock_timestamp(),
    merged_into = case when clients.id = :clientId then null else cast(:clientId as bigint) end,
    merged_via = case when clients.id = :clientId then null else merged_via end,
    merged_at = case when clients.id = :clientId then null else merged_at end,
    merged_by = case when clients.id = :clientId then null else merged_by end
  from parts where clients.id = parts.id`

export default class SeparateClient {
  async handle({ businessId, clientId, by }: Separating): Promise<'separated' | 'not_merged'> {
    return inTransaction(async (trx) => {
      const client = await lockRow(trx, Client, { businessId, id: clientId })
      if (!client || client.mergedInto === null) return 'not_merged'

      const recordId = client.mergedInto
      const freed = await sql(trx, FREE, { clientId, recordId })
      await sql(trx, SEPARATE, { businessId, clientId })
      await recordAudit(trx, {
        ...{ businessId, by, action: 'client.separated' },
        ...{ subjectType: 'client', subjectId: recordId, changes: { client: clientId } },
      })
      if (freed.length > 0) {
        await recordAudit(trx, {
          ...{ businessId, by, action: 'client.unblocked' },
          ...{ subjectType: 'client', subjectId: recordId },
        })
      }
      return 'separated'
    })
  }
}
