import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { MessageType } from '#messages'
import type { By } from '#models/by'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import { sql } from '#transactions'

interface Unreachable {
  bookingIds: readonly number[]
  type: MessageType
  by: By
}

/**
 * Whoever left a number and no address is called instead, about what happened last. What they did
 * themselves they know, and what it overtakes nobody needs to tell them.
 */
export async function oweCalls(
  trx: Transaction,
  { bookingIds, type, by }: Unreachable
): Promise<void> {
  if (by.actor === 'client') {
    await trx
      .from('calls')
      .whereIn('booking_id', [...bookingIds])
      .whereNull('called_at')
      .delete()
    return
  }
  await sql(
    trx,
    `insert into calls (business_id, booking_id, type, request_id)
     select business_id, id, :type, cast(:requestId as text) from bookings
      where id = any(cast(:bookingIds as bigint[])) and tells_client
        and client_email is null and client_phone is not null
     on conflict (booking_id) where called_at is null do update
       set type = excluded.type, request_id = excluded.request_id, created_at = clock_timestamp()`,
    { bookingIds: [...bookingIds], type, requestId: by.requestId }
  )
}

/** The same for whoever waits. */
export async function oweCallToWaiting(
  trx: Transaction,
  { id, clientEmail }: WaitlistEntry,
  { type, by }: Pick<Unreachable, 'type' | 'by'>
): Promise<void> {
  if (clientEmail !== null) return
  await sql(
    trx,
    `insert into calls (business_id, waitlist_entry_id, type, request_id)
     select business_id, id, :type, cast(:requestId as text) from waitlist_entries
      where id = :id and client_phone is not null
     on conflict (waitlist_entry_id) where called_at is null and waitlist_entry_id is not null
     do update set type = excluded.type, request_id = excluded.request_id,
       created_at = clock_timestamp()`,
    { id, type, requestId: by.requestId }
  )
}

/** Whoever waits no more, and knows it, is not called about their waiting. */
export async function dropCallToWaiting(trx: Transaction, { id }: WaitlistEntry): Promise<void> {
  await trx.from('calls').where('waitlist_entry_id', id).whereNull('called_at').delete()
}
