import { checkOf } from '#queries/integrity/check'

/** In-app entries are read, not sent. A message under way has a lease. */
export default checkOf(
  'overdue_messages',
  'A message has been due for more than ten minutes and nobody is sending it',
  `select id as notification_id, booking_id, type, channel, attempts,
       cast(extract(epoch from now() - next_attempt_at) / 60 as integer) as minutes_late
     from notifications
    where status = 'queued' and channel <> 'in_app'
      and next_attempt_at < now() - interval '10 minutes'
      and (leased_until is null or leased_until < now())
    order by id`
)
