import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * What each mail said of its bookings, so that the next one is measured by it: `told` once it went
 * out, `telling` while it is not known whether it did. Mails about a booking carry the version of it
 * that caused them, as reminders do.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table notifications add column told jsonb, add column telling jsonb
    `)
    // Mails that went out said how the booking stood then: as its next move found it, else as it is.
    this.schema.raw(`
      update notifications
      set told = jsonb_build_object('at', sent_at, 'bookings', (
        select jsonb_object_agg(bookings.id, jsonb_build_object(
          'status', coalesce(notifications.data->>'status', bookings.status),
          'version', bookings.calendar_sequence,
          'isTheirs', true,
          'startsAt', coalesce(next_move.found->>'startsAt', to_char(bookings.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
          'endsAt', coalesce(next_move.found->>'endsAt', to_char(bookings.ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
          'hostId', coalesce(cast(next_move.found->>'hostId' as bigint), bookings.host_id)))
        from bookings left join lateral (
          select details->'from' as found from booking_events
          where booking_events.booking_id = bookings.id
            and details->>'kind' in ('moved', 'reassigned')
            and booking_events.created_at > notifications.sent_at
          order by booking_events.id limit 1
        ) as next_move on true
        where bookings.id = notifications.booking_id
          or notifications.data->'dates' @> to_jsonb(bookings.id)))
      where channel = 'mail' and booking_id is not null and sent_at is not null
        and exists (select from bookings
          where bookings.id = notifications.booking_id and bookings.ends_at > now())
    `)
  }

  async down() {
    this.schema.raw('alter table notifications drop column told, drop column telling')
  }
}
