import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type Booking from '#models/bookings/booking'
import { sql } from '#transactions'

/** Call it in the transaction that marked the booking, after it is saved. Safe to repeat. */
export async function planFollowUp(trx: Transaction, booking: Booking): Promise<void> {
  await sql(
    trx,
    `with planned as (
       select bookings.id, bookings.business_id, bookings.request_id, bookings.ends_at + make_interval(
         hours => case when booking_links.follow_up is null then services.follow_up_delay_hours
           else coalesce(booking_links.follow_up_delay_hours, services.follow_up_delay_hours)
           end) as due_at
       from bookings
         join services on services.id = bookings.service_id
         left join booking_links on booking_links.id = bookings.link_id
         left join client_preferences as chosen on chosen.business_id = bookings.business_id
           and chosen.email = bookings.client_email
       where bookings.id = :bookingId and bookings.status = 'completed'
         and bookings.client_email is not null and bookings.tells_client
         and coalesce(booking_links.follow_up, services.follow_up) is not null
         and coalesce(chosen.gets_follow_ups, true)
     ), dropped as (
       update notifications
       set status = 'dropped', leased_until = null, last_error = 'booking_' || cast(:status as text)
       where booking_id = :bookingId and type = 'booking_follow_up' and status = 'queued'
         and not exists (select from planned)
     )
     insert into notifications
       (business_id, subject_type, subject_id, type, channel, next_attempt_at, dedupe_key, request_id, data)
     select business_id, 'booking', id, 'booking_follow_up', 'mail', greatest(due_at, clock_timestamp()),
       concat_ws(':', 'booking_follow_up', id, 'mail', 'client'), request_id,
       jsonb_build_object('status', 'completed')
     from planned
     on conflict (dedupe_key) do update
       set status = 'queued', next_attempt_at = excluded.next_attempt_at, last_error = null
       where notifications.status = 'dropped'`,
    { bookingId: booking.id, status: booking.status }
  )
}
