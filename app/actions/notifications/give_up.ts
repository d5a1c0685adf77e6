import db from '@adonisjs/lucid/services/db'
import type { Lease } from '#actions/notifications/delivery_lease'
import { sql } from '#queries/sql'

/** The message is not sent and will not be tried again; those who can help are told on screen. */
export async function giveUp({ notificationId, attempt }: Lease, reason: string): Promise<void> {
  await sql(
    db.connection(),
    `with failed as (
       update notifications set status = 'failed', last_error = :reason, leased_until = null
       where id = :notificationId and attempts = :attempt and status = 'queued'
       returning id, business_id, booking_id, attempts, request_id
     )
     insert into notifications
       (business_id, booking_id, user_id, type, channel, dedupe_key, request_id, data)
     select failed.business_id, failed.booking_id, memberships.user_id, 'message_failed', 'in_app',
       concat_ws(':', 'message_failed', failed.id, failed.attempts, 'in_app', memberships.user_id),
       failed.request_id, jsonb_build_object('notification_id', failed.id)
     from failed
       join memberships on memberships.business_id = failed.business_id
       left join bookings on bookings.id = failed.booking_id
       left join hosts on hosts.id = bookings.host_id
     where memberships.role in ('owner', 'admin') or memberships.user_id = hosts.user_id
     on conflict (dedupe_key) do nothing`,
    { notificationId, attempt, reason }
  )
}
