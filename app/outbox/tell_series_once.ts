import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { MessageType } from '#messages'
import { sql } from '#transactions'

/** One mail, or SMS, for each recipient of a series, that of their first date. Returns those owed no more. */
export function tellSeriesOnce(trx: Transaction, bookingIds: readonly number[]) {
  return tellOnce(trx, ['booking_confirmed', 'booking_requested'], bookingIds)
}

/**
 * One mail for each member whose calendar has bookings of a session that is called off. Its clients
 * have bookings of their own, also two of one address. Returns those owed no more.
 */
export function tellStaffOnce(trx: Transaction, bookingIds: readonly number[]) {
  return tellOnce(trx, ['booking_cancelled'], bookingIds, 'and user_id is not null')
}

async function tellOnce(
  trx: Transaction,
  types: readonly MessageType[],
  bookingIds: readonly number[],
  recipients = ''
): Promise<Set<number>> {
  const dropped = await sql<{ id: number }>(
    trx,
    `with mails as (
       select notifications.id, notifications.booking_id,
         first_value(notifications.id) over recipient as first_id,
         array_agg(notifications.booking_id) over recipient as dates
       from notifications join bookings on bookings.id = notifications.booking_id
       where notifications.booking_id = any(:bookingIds) and notifications.channel in ('mail', 'sms', 'push')
         and notifications.type = any(:types) and notifications.status = 'queued' ${recipients}
       window recipient as (partition by channel, notifications.type, user_id, inbox_address_id,
           push_device_id
         order by starts_at, bookings.id
         rows between unbounded preceding and unbounded following)
     ), dropped as (
       delete from notifications using mails
        where notifications.id = mails.id and mails.id <> mails.first_id
       returning notifications.id
     ), kept as (
       update notifications set data = data || jsonb_build_object('dates', to_jsonb(mails.dates))
       from mails where notifications.id = mails.id and mails.id = mails.first_id
     )
     select id from dropped`,
    { bookingIds: [...bookingIds], types: [...types] }
  )
  return new Set(dropped.map(({ id }) => id))
}
