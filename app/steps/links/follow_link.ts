import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type OneTimeLink from '#models/links/one_time_link'
import { findLinkByToken, type LinkRefusal, linkRefusal } from '#queries/links/find_link_by_token'
import { type LinkRules, linkRules } from '#queries/links/link_rules'
import { databaseNow } from '#transactions'

interface Following {
  businessId: number
  serviceId: number
  linkToken: string
}

export type FollowOutcome =
  | { outcome: 'followed'; rules: LinkRules; oneTime: OneTimeLink | null }
  | { outcome: LinkRefusal | 'not_found' }

/** A one-time link stays locked, so that all others find the first one's booking. */
export async function followLink(
  trx: Transaction,
  { businessId, serviceId, linkToken }: Following
): Promise<FollowOutcome> {
  await trx.rawQuery(`set local lock_timeout = '3s'`)
  const followed = await findLinkByToken(trx, linkToken, { locks: true })
  if (followed?.businessId !== businessId || followed.serviceId !== serviceId) {
    return { outcome: 'not_found' }
  }
  const refusal = linkRefusal(followed, await databaseNow(trx))
  if (refusal) return { outcome: refusal }
  const { link, oneTime, team } = followed
  return { outcome: 'followed', rules: linkRules(link, oneTime, team), oneTime }
}
