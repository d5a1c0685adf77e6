import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'

/** One request under a key that its sender chose: sent again, it is answered again, not done again. */
export interface KeyedRequest {
  businessId: number
  key: string
  /** SHA-256 of what was asked, so that another request under the same key is noticed. */
  hash: string
}

export type KeyReservation<Outcome> =
  { state: 'reserved' } | { state: 'done'; outcome: Outcome } | { state: 'reused' }

/**
 * Reserves a key until the transaction ends (draft-ietf-httpapi-idempotency-key-header). A second
 * request with the same key waits here for the first to commit, then finds its outcome.
 */
export async function reserveKey<Outcome>(
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

/** Kept with the key for 24 hours; the answer is rendered again from it. */
export async function storeOutcome<Outcome>(
  trx: Transaction,
  { businessId, key }: KeyedRequest,
  outcome: Outcome
): Promise<void> {
  await trx
    .from('idempotency_keys')
    .where({ business_id: businessId, key })
    .update({ outcome: JSON.stringify(outcome) })
}
