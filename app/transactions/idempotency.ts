import { createHash } from 'node:crypto'
import type {
  QueryClientContract as QueryClient,
  TransactionClientContract as Transaction,
} from '@adonisjs/lucid/types/database'
import { sql } from './sql.js'

export interface KeyedRequest {
  businessId: number
  key: string
  /** SHA-256 of the request, to notice another one under the same key. */
  hash: string
}

type KeyReservation<Outcome> =
  { state: 'reserved' } | { state: 'done'; outcome: Outcome } | { state: 'reused' }

export type Replay<Stored> = { outcome: 'replay'; stored: Stored } | { outcome: 'key_reused' }

export function keyedRequest(
  businessId: number,
  key: string | null,
  submitted: readonly unknown[]
): KeyedRequest | null {
  if (key === null) return null
  const hash = createHash('sha256').update(JSON.stringify(submitted)).digest('hex')
  return { businessId, key, hash }
}

/** The outcome is kept in the same transaction, for when the request comes again. */
export async function oncePerKey<Attempt, Stored>(
  trx: Transaction,
  keyed: KeyedRequest | null,
  work: () => Promise<Attempt>,
  store: (attempt: Attempt) => Stored | null
): Promise<Attempt | Replay<Stored>> {
  if (!keyed) return work()
  const reservation = await reserveKey<Stored>(trx, keyed)
  if (reservation.state === 'reused') return { outcome: 'key_reused' }
  if (reservation.state === 'done') return { outcome: 'replay', stored: reservation.outcome }

  const attempt = await work()
  const stored = store(attempt)
  await (stored ? storeOutcome(trx, keyed, stored) : forgetKey(trx, keyed))
  return attempt
}

/** Waits while the same request is being answered; false where the key has an outcome. */
export async function keepOutcome<Outcome>(
  client: QueryClient,
  { businessId, key, hash }: KeyedRequest,
  outcome: Outcome
): Promise<boolean> {
  const rows = await sql(
    client,
    `insert into idempotency_keys (business_id, key, request_hash, outcome)
     values (:businessId, :key, :hash, :outcome)
     on conflict (business_id, key) do nothing returning id`,
    { businessId, key, hash, outcome: JSON.stringify(outcome) }
  )
  return rows.length === 1
}

/** With the change itself, so that it is known as done whatever becomes of its answer. */
export async function noteDone(
  client: QueryClient,
  businessId: number,
  keyed: Pick<KeyedRequest, 'key' | 'hash'> | undefined
): Promise<void> {
  if (!keyed) return
  const { key, hash } = keyed
  await client
    .from('idempotency_keys')
    .where({ business_id: businessId, key, request_hash: hash })
    .whereNull('outcome')
    .update({ outcome: '{}' })
}

/**
 * draft-ietf-httpapi-idempotency-key-header. A second request with the same key waits here for the
 * first to commit, then finds its outcome.
 */
async function reserveKey<Outcome>(
  trx: Transaction,
  { businessId, key, hash }: KeyedRequest
): Promise<KeyReservation<Outcome>> {
  const inserted = await trx.rawQuery<{ rowCount: number }>(
    `insert into idempotency_keys (business_id, key, request_hash) values (?, ?, ?)
     on conflict (business_id, key) do nothing`,
    [businessId, key, hash]
  )
  if (inserted.rowCount === 1) return { state: 'reserved' }

  const first = await trx
    .from('idempotency_keys')
    .where({ business_id: businessId, key })
    .select('request_hash', 'outcome')
    .firstOrFail()
  return first.request_hash === hash
    ? { state: 'done', outcome: first.outcome }
    : { state: 'reused' }
}

/** An outcome that is not final may be another one the next time. */
async function forgetKey(trx: Transaction, { businessId, key }: KeyedRequest): Promise<void> {
  await trx.from('idempotency_keys').where({ business_id: businessId, key }).delete()
}

/** Kept with the key for 24 hours; the answer is rendered again from it. */
async function storeOutcome<Outcome>(
  trx: Transaction,
  { businessId, key }: KeyedRequest,
  outcome: Outcome
): Promise<void> {
  await trx
    .from('idempotency_keys')
    .where({ business_id: businessId, key })
    .update({ outcome: JSON.stringify(outcome) })
}
