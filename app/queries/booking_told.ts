import db from '@adonisjs/lucid/services/db'

/** What its client was told and will be, and where it was before: a column beside a booking's own. */
export const bookingTold = () =>
  db.raw(`json_build_object(
    'mailStatus', (
      select status from notifications as mails
       where mails.booking_id = bookings.id and mails.user_id is null and mails.channel = 'mail'
         and mails.type <> 'booking_reminder' and mails.waitlist_entry_id is null
       order by mails.id desc limit 1),
    'remindedAt', (
      select coalesce(json_agg(next_attempt_at order by next_attempt_at), '[]')
        from notifications as mails
       where mails.booking_id = bookings.id and mails.type = 'booking_reminder'
         and mails.status = 'queued'),
    'movedFrom', (
      select json_build_object('startsAt', details->'from'->>'startsAt',
               'endsAt', details->'from'->>'endsAt', 'host', hosts.name)
        from booking_events
        left join hosts on hosts.id = cast(details->'from'->>'hostId' as bigint)
       where booking_events.booking_id = bookings.id and details->>'kind' = 'moved'
       order by booking_events.id desc limit 1)) as told`)
