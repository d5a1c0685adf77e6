import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import type Service from '#models/service'
import { lockWait } from '#services/metrics'
import type { LinkRules } from '#queries/links/link_rules'

/** First half of an advisory lock's key; the second is the row's id. */
const LOCK = { service: 1, pool: 2, host: 3, link: 4 } as const

/**
 * The service and the link while they have a limit, the pool while anyone will do, then hosts in id
 * order. Each lock is a statement of its own: a statement that waited for a lock would go on to read
 * what was there before the wait.
 */
export async function lockHosts(
  trx: Transaction,
  service: Service,
  hostId: number | null,
  link: LinkRules | null = null,
  /** Others whose time changes too: those that a booking moves away from. */
  alsoHostIds: readonly number[] = []
): Promise<void> {
  const observeWait = lockWait.startTimer()
  await trx.rawQuery(`set local lock_timeout = '3s'`)
  if (service.dailyLimit !== null || service.weeklyLimit !== null) {
    await advisoryLock(trx, LOCK.service, service.id)
  }
  const { dailyLimit, weeklyLimit } = link?.layers.link ?? {}
  if (link?.linkId && (dailyLimit || weeklyLimit)) await advisoryLock(trx, LOCK.link, link.linkId)

  const hosts = await trx
    .from('service_hosts')
    .where('service_id', service.id)
    .if(hostId !== null && service.hostMode === 'any', (query) =>
      query.where('host_id', Number(hostId))
    )
    .select('host_id')
    .orderBy('host_id')
  if (service.hostMode === 'any' && hosts.length > 1) {
    await advisoryLock(trx, LOCK.pool, service.id)
  }
  const ids = new Set([...hosts.map((row) => Number(row.host_id)), ...alsoHostIds])
  for (const id of [...ids].sort((one, other) => one - other))
    await advisoryLock(trx, LOCK.host, id)
  observeWait()
}

/** One host's time, for what concerns no more than that. */
export async function lockHost(trx: Transaction, hostId: number): Promise<void> {
  await trx.rawQuery(`set local lock_timeout = '3s'`)
  await advisoryLock(trx, LOCK.host, hostId)
}

/** Holds that ran out still stand in the way of the constraint until someone clears them. */
export async function releaseExpiredClaims(
  trx: Transaction,
  service: Service,
  now: DateTime
): Promise<void> {
  await trx
    .from('claims')
    .whereIn('host_id', trx.from('service_hosts').where('service_id', service.id).select('host_id'))
    .whereNull('released_at')
    .where('expires_at', '<=', now.toJSDate())
    .update({ released_at: now.toJSDate() })
}

async function advisoryLock(trx: Transaction, kind: number, id: number): Promise<void> {
  await trx.rawQuery('select pg_advisory_xact_lock(?::int, ?::int)', [kind, id])
}
