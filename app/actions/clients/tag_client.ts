import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { recordAudit } from '#history'
import type { By } from '#models/by'
import { inTransaction, sql } from '#transactions'

interface Tagging {
  businessId: number
  clientId: number
  tag: string
  /** False takes it off, from all that was merged into the record too. */
  isKept: boolean
  by: By
}

export const MOST_TAGS = 20

/** Twice is the same as once, in whatever case it is written. */
export default class TagClient {
  async handle(tagging: Tagging): Promise<'tagged' | 'too_many' | 'not_found'> {
    return inTransaction((trx) => this.tag(trx, tagging))
  }

  private async tag(trx: Transaction, tagging: Tagging) {
    const { businessId, clientId, isKept, by } = tagging
    const known = await sql<{ id: number; tags: string[] }>(
      trx,
      `select id, tags from clients where business_id = :businessId and record_id = :clientId
        order by id for update`,
      { businessId, clientId }
    )
    if (!known.some(({ id }) => Number(id) === clientId)) return 'not_found'
    const tags = known.flatMap((row) => row.tags)
    const isThere = tags.some((tag) => isSame(tag, tagging.tag))
    if (isThere === isKept) return 'tagged'
    if (isKept && tags.length >= MOST_TAGS) return 'too_many'

    await (isKept ? this.add(trx, tagging) : this.remove(trx, tagging))
    await recordAudit(trx, {
      ...{ businessId, by },
      action: isKept ? 'client.tagged' : 'client.untagged',
      ...{ subjectType: 'client', subjectId: clientId },
    })
    return 'tagged'
  }

  /** In the spelling that the business uses already. */
  private async add(trx: Transaction, { businessId, clientId, tag }: Tagging) {
    await sql(
      trx,
      `update clients set updated_at = now(), tags = tags || coalesce((
         select used from clients as others cross join unnest(others.tags) as used
          where others.business_id = :businessId and lower(used) = lower(:tag) limit 1), :tag)
        where id = :clientId`,
      { businessId, clientId, tag }
    )
  }

  private async remove(trx: Transaction, { businessId, clientId, tag }: Tagging) {
    await sql(
      trx,
      `update clients set updated_at = now(), tags = array(
         select kept from unnest(tags) as kept where lower(kept) <> lower(:tag))
        where business_id = :businessId and record_id = :clientId`,
      { businessId, clientId, tag }
    )
  }
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
