import type {
  QueryClientContract as QueryClient,
  TransactionClientContract as Transaction,
} from '@adonisjs/lucid/types/database'
import { messageOf, type MessageType } from '#messages'
import type { By } from '#models/by'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import { sql } from '#transactions'
import { takesTexts } from './takes_sms.js'

interface Unreachable {
  bookingIds: readonly number[]
  type: MessageType
  by: By
}

/**
 * Whoever left a number and no address is called instead, about what happened last, unless an SMS says it. What they did
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
        and not (:hasText and ${takesTexts('texts_to', 'bookings.business_id')})
     on conflict (booking_id) where called_at is null do update
       set type = excluded.type, request_id = excluded.request_id, created_at = clock_timestamp()`,
    {
      ...{ bookingIds: [...bookingIds], type, requestId: by.requestId },
      hasText: messageOf(type).sms !== undefined,
    }
  )
}

/** What an SMS could not tell somebody who left no address; what they did themselves they know. */
export async function oweCallInstead(
  client: QueryClient,
  notificationIds: number[]
): Promise<void> {
  await sql(
    client,
    `insert into calls (business_id, booking_id, type, request_id)
     select distinct on (bookings.id)
       bookings.business_id, bookings.id, notifications.type, notifications.request_id
     from notifications join bookings on bookings.id = notifications.booking_id
     where notifications.id = any(cast(:notificationIds as bigint[])) and channel = 'sms'
       and type <> 'booking_reminder' and notifications.data->>'isOwn' is null
       and tells_client and client_email is null and client_phone is not null
       and ends_at > clock_timestamp()
     order by bookings.id, notifications.id desc
     on conflict (booking_id) where called_at is null do nothing`,
    { notificationIds }
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
