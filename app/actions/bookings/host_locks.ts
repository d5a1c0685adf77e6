import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import type Service from '#models/service'
import { sql } from '#queries/sql'
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
  for (const [kind, id] of await locksOf(trx, service, hostId, link, alsoHostIds)) {
    await advisoryLock(trx, kind, id)
  }
  observeWait()
}

/**
 * The same locks for one who holds rows already and must not wait: a booking that is called off is
 * locked before any host. @returns false where somebody else has one of them
 */
export async function tryLockHosts(trx: Transaction, service: Service): Promise<boolean> {
  for (const [kind, id] of await locksOf(trx, service, null)) {
    const [{ locked }] = await sql<{ locked: boolean }>(
      trx,
      'select pg_try_advisory_xact_lock(cast(:kind as int), cast(:id as int)) as locked',
      { kind, id }
    )
    if (!locked) return false
  }
  return true
}

async function locksOf(
  trx: Transaction,
  service: Service,
  hostId: number | null,
  link: LinkRules | null = null,
  alsoHostIds: readonly number[] = []
): Promise<[kind: number, id: number][]> {
  const locks: [number, number][] = []
  const isLimited = service.dailyLimit !== null || service.weeklyLimit !== null
  if (isLimited) locks.push([LOCK.service, service.id])
  const { dailyLimit, weeklyLimit } = link?.layers.link ?? {}
  if (link?.linkId && (dailyLimit || weeklyLimit)) locks.push([LOCK.link, link.linkId])

  const hosts = await trx
    .from('service_hosts')
    .where('service_id', service.id)
    .if(hostId !== null && service.hostMode === 'any', (query) =>
      query.where('host_id', Number(hostId))
    )
    .select('host_id')
    .orderBy('host_id')
  if (service.hostMode === 'any' && hosts.length > 1) locks.push([LOCK.pool, service.id])
  const ids = new Set([...hosts.map((row) => Number(row.host_id)), ...alsoHostIds])
  for (const id of [...ids].sort((one, other) => one - other)) locks.push([LOCK.host, id])
  return locks
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
