import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { lockTimeOf } from '#claims'
import Host from '#models/availability/host'
import { type BookedInside, bookedInside } from '#queries/availability/booked_inside'
import type { BlockedDates } from '#scheduling/types'
import { databaseNow } from '#transactions'

export interface NewBlock {
  hostIds: readonly number[]
  /** Whoever there is, and whoever is added later. */
  isForEveryone?: boolean
  dates: BlockedDates
  reason: string | null
  /** The holders of time inside that the form showed; null asks about none. */
  shown: readonly number[] | null
}

interface Blocking extends NewBlock {
  businessId: number
  /** Whose time is locked along. */
  alsoHostIds?: readonly number[]
}

export interface Inside {
  outcome: 'asks'
  inside: BookedInside[]
}

/** Null where nothing is booked inside that was not shown. Nobody books those hosts until the end. */
export async function lookInside(
  trx: Transaction,
  { businessId, hostIds, dates, shown, alsoHostIds = [] }: Blocking
): Promise<Inside | null> {
  await lockTimeOf(trx, [...hostIds, ...alsoHostIds])
  if (shown === null) return null
  const hosts = await Host.query({ client: trx })
    .where({ businessId })
    .whereIn('id', [...hostIds])
  const now = await databaseNow(trx)
  const inside = await bookedInside(trx, { businessId, hosts, dates }, now.toMillis())
  return inside.every(({ id }) => shown.includes(id)) ? null : { outcome: 'asks', inside }
}
