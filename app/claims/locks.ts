import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { ROOM_GOES_ALONG } from '#models/availability/host'
import { lockWait } from '#services/metrics'
import { sql } from '#transactions'

/** First half of an advisory lock's key; the second is the row's id. */
const LOCK = { service: 1, pool: 2, host: 3, link: 4 } as const

interface Limits {
  dailyLimit: number | null
  weeklyLimit: number | null
}

/** Whether a service counts its own bookings. */
export const IS_LIMITED = 'services.daily_limit is not null or services.weekly_limit is not null'

interface LockedService extends Limits {
  id: number
  hostMode: 'any' | 'collective'
  hostIds?: readonly number[]
  /** Of those, the rooms of which one goes along. */
  alongIds?: readonly number[]
}

interface LockedLink {
  linkId: number | null
  layers: { link?: { [Limit in keyof Limits]?: Limits[Limit] | undefined } }
}

/**
 * Order: service, link, pool, then hosts by id, and rows after that. What only frees time may lock
 * rows alone, and then waits for no host (`tryLockHosts`). A statement of its own, since one that
 * waited for a lock goes on to read what was there before the wait.
 */
export async function lockHosts(
  trx: Transaction,
  service: LockedService,
  hostId: number | null,
  link: LockedLink | null = null,
  /** The hosts that a booking moves away from. */
  alsoHostIds: readonly number[] = []
): Promise<void> {
  const observeWait = lockWait.startTimer()
  await takeLocks(trx, await locksOf(trx, service, hostId, link, alsoHostIds))
  observeWait()
}

/** For where rows are locked already. Returns false where somebody else has one of the locks. */
export async function tryLockHosts(trx: Transaction, service: LockedService): Promise<boolean> {
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
  service: LockedService,
  hostId: number | null,
  link: LockedLink | null = null,
  alsoHostIds: readonly number[] = []
): Promise<[kind: number, id: number][]> {
  const locks: [number, number][] = []
  const isLimited = service.dailyLimit !== null || service.weeklyLimit !== null
  if (isLimited) locks.push([LOCK.service, service.id])
  const { dailyLimit, weeklyLimit } = link?.layers.link ?? {}
  if (link?.linkId && (dailyLimit || weeklyLimit)) locks.push([LOCK.link, link.linkId])

  const { hostIds: all, alongIds = [] } = service.hostIds
    ? { hostIds: service.hostIds, alongIds: service.alongIds }
    : await teamOf(trx, service)
  const isOneWanted = hostId !== null && service.hostMode === 'any'
  const wanted = isOneWanted ? all.filter((id) => id === hostId || alongIds.includes(id)) : all
  if (service.hostMode === 'any' && wanted.length > 1) locks.push([LOCK.pool, service.id])
  const ids = new Set([...wanted, ...alsoHostIds])
  for (const id of [...ids].sort((one, other) => one - other)) locks.push([LOCK.host, id])
  return locks
}

/** Of hosts alone, whatever they give. */
export async function lockTimeOf(trx: Transaction, hostIds: readonly number[]): Promise<void> {
  const ids = [...new Set(hostIds)].sort((one, other) => one - other)
  await takeLocks(
    trx,
    ids.map((id) => [LOCK.host, id])
  )
}

/** JSON: those of `services` that go along with whoever gives it. */
export const ROOMS_ALONG = `(
  select coalesce(json_agg(host_id), '[]') from service_hosts join hosts on hosts.id = host_id
   where service_id = services.id and hosts.kind = 'room' and ${ROOM_GOES_ALONG})`

interface Team {
  hostIds: number[]
  alongIds: number[]
}

async function teamOf(trx: Transaction, { id }: LockedService): Promise<Team> {
  const [team] = await sql<Team>(
    trx,
    `select ${ROOMS_ALONG} as "alongIds", (
       select coalesce(json_agg(host_id), '[]') from service_hosts
        where service_id = services.id) as "hostIds"
     from services where id = :id`,
    { id }
  )
  return team
}

/** Taken one after another as the list is walked; reads nothing that a lock guards. */
async function takeLocks(trx: Transaction, locks: [kind: number, id: number][]): Promise<void> {
  await sql(
    trx,
    `with patience as materialized (select set_config('lock_timeout', '3s', true))
     select pg_advisory_xact_lock(kind, id) from patience
       cross join unnest(cast(:kinds as int[]), cast(:ids as int[])) as wanted (kind, id)`,
    { kinds: locks.map(([kind]) => kind), ids: locks.map(([, id]) => id) }
  )
}
