import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { recordAudit } from '#history'
import type { By } from '#models/by'
import Client from '#models/clients/client'
import { isChangedSince } from '#models/version'
import { mergeContent } from '#queries/clients/merge_pair'
import { inTransaction, sql } from '#transactions'

interface Merging {
  businessId: number
  /** Whose name and details stay. */
  keptId: number
  otherId: number
  /** Of `mergeContent` of both. */
  version: string | null
  by: By
}

type MergeOutcome = 'merged' | 'stale' | 'not_found'

const KEEP_BLOCK = `
  update clients as kept
     set blocked_at = other.blocked_at, blocked_by = other.blocked_by,
       block_reason = other.block_reason, blocks_number = other.blocks_number
    from clients as other where kept.id = :keptId and other.id = :otherId`

/**
 * Nothing changes hands: the other record is shown by the one that stays. Where one of them is blocked,
 * what stays is blocked, until the two are taken apart.
 */
export default class MergeClients {
  async handle(merging: Merging): Promise<MergeOutcome> {
    return inTransaction((trx) => this.merge(trx, merging))
  }

  private async merge(trx: Transaction, merging: Merging): Promise<MergeOutcome> {
    const { businessId, keptId, otherId, version, by } = merging
    const records = await Client.query({ client: trx })
      .where({ businessId })
      .whereIn('id', [keptId, otherId])
      .whereNull('merged_into')
      .orderBy('id')
      .forUpdate()
    const kept = records.find(({ id }) => id === keptId)
    const other = records.find(({ id }) => id === otherId)
    if (!kept || !other || kept === other) return 'not_found'
    if (isChangedSince(version, mergeContent(records))) return 'stale'

    const becomesBlocked = kept.blockedAt === null && other.blockedAt !== null
    if (becomesBlocked) await sql(trx, KEEP_BLOCK, { keptId, otherId })

    await sql(
      trx,
      `update clients set
         merged_into = :keptId,
         merged_via = case when id = :otherId then :keptId else merged_via end,
         merged_at = case when id = :otherId then clock_timestamp() else merged_at end,
         merged_by = case when id = :otherId then cast(:userId as bigint) else merged_by end
       where business_id = :businessId and record_id = :otherId`,
      { businessId, keptId, otherId, userId: by.userId }
    )
    await recordAudit(trx, {
      ...{ businessId, by, action: 'client.merged', subjectType: 'client', subjectId: keptId },
      changes: { client: otherId },
    })
    if (becomesBlocked) {
      await recordAudit(trx, {
        ...{ businessId, by, action: 'client.blocked', subjectType: 'client', subjectId: keptId },
      })
    }
    return 'merged'
  }
}
