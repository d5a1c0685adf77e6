import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { sql } from '#transactions'

const releaseAt = (now: string) => `
  update claims set released_at = ${now}
  where host_id in (select host_id from service_hosts where service_id = :serviceId)
    and released_at is null and expires_at <= ${now}`

/** The constraint cannot read the clock: an expired claim blocks the time until released. */
export async function releaseExpiredClaims(
  trx: Transaction,
  { id: serviceId }: { id: number },
  now: DateTime
): Promise<void> {
  await sql(trx, releaseAt('cast(:now as timestamptz)'), { serviceId, now: now.toJSDate() })
}

export async function releaseExpiredOfHosts(
  trx: Transaction,
  hostIds: readonly number[],
  now: DateTime,
  exceptHolderId: number | null = null
): Promise<void> {
  await sql(
    trx,
    `update claims set released_at = cast(:now as timestamptz)
     where host_id = any(cast(:hostIds as bigint[])) and released_at is null
       and expires_at <= cast(:now as timestamptz)
       and holder_id is distinct from cast(:exceptHolderId as bigint)`,
    { hostIds: [...hostIds], now: now.toJSDate(), exceptHolderId }
  )
}

/** Call it with the locks held: it releases what has expired by then. */
export async function readClock(
  trx: Transaction,
  { id: serviceId }: { id: number },
  offsetMs: number
): Promise<DateTime> {
  const [{ now }] = await sql<{ now: Date }>(
    trx,
    `with clock as materialized (
       select clock_timestamp() + make_interval(secs => :offset) as now
     ), released as (${releaseAt('(select now from clock)')})
     select now from clock`,
    { serviceId, offset: offsetMs / 1000 }
  )
  return DateTime.fromJSDate(now, { zone: 'utc' })
}
