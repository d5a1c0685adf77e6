import type {
  QueryClientContract as QueryClient,
  TransactionClientContract as Transaction,
} from '@adonisjs/lucid/types/database'
import { messageOf, type MessageType } from '#messages'
import type { By } from '#models/by'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import { sql } from '#transactions'
import { takesTexts } from './takes_sms.js'

interface Happened {
  bookingIds: readonly number[]
  type: MessageType
  /** What was chosen for this alone; else each booking says whether its client gets messages. */
  tellsClient?: boolean
  by: By
}

/** SQL: a message of it goes to the client of `bookings`. */
const IS_TOLD = `coalesce(cast(:tellsClient as boolean), tells_client)
  and (client_email is not null
    or :hasText and ${takesTexts('bookings.texts_to', 'bookings.business_id')})`

/**
 * SQL: whoever took the booking of `bookings` elsewhere tells its client, or the mail that ends their
 * erasure does.
 */
const IS_TOLD_ELSEWHERE = `(
  bookings.outside_booking_id is not null and (:actor = 'system' or exists (
    select from outside_bookings join calcom_bridges using (business_id)
     where outside_bookings.id = bookings.outside_booking_id
       and outside_bookings.source = 'calcom' and calcom_bridges.api_key is not null))
  or exists (
    select from clients join erasures on erasures.client_id = clients.record_id
     where clients.id = bookings.client_id and erasures.status = 'running'))`

/**
 * The one place that decides who is told of what happened to a booking and who is to be called: whoever
 * no message goes to is called, for want of an address or because the business keeps the booking to
 * itself. What they did themselves they know, and what a message overtakes nobody needs to tell them.
 */
export async function oweCalls(
  trx: Transaction,
  { bookingIds, type, tellsClient, by }: Happened
): Promise<void> {
  await sql(
    trx,
    `with concerned as (
       select id, business_id, coalesce(client_phone, client_email) is not null
           and ends_at > clock_timestamp() and :actor <> 'client'
           and not (${IS_TOLD}) and not ${IS_TOLD_ELSEWHERE} as is_to_call
         from bookings where id = any(cast(:bookingIds as bigint[]))
     ), overtaken as (
       delete from calls using concerned
        where calls.booking_id = concerned.id and called_at is null and not is_to_call
     )
     insert into calls (business_id, booking_id, type, request_id)
     select business_id, id, :type, cast(:requestId as text) from concerned where is_to_call
     on conflict (booking_id) where called_at is null do update
       set type = excluded.type, request_id = excluded.request_id, created_at = clock_timestamp()`,
    {
      ...{ bookingIds: [...bookingIds], type, requestId: by.requestId, actor: by.actor },
      tellsClient: tellsClient ?? null,
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
       and client_email is null and client_phone is not null
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
  { type, by }: Pick<Happened, 'type' | 'by'>
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
