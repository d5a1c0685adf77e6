import { checkOf } from '#queries/integrity/check'

export default checkOf(
  'ended_bookings',
  'A booking ended more than an hour ago and is still confirmed: the job that completes bookings does not run',
  `select id as booking_id, cast(extract(epoch from now() - ends_at) / 60 as integer) as minutes_late
     from bookings
    where status = 'approved' and ends_at < now() - interval '1 hour'
      and not (overrides @> '{began_earlier}' and updated_at > now() - interval '1 hour')
      and not exists (
        select from booking_events
         where booking_id = bookings.id and from_status in ('completed', 'no_show'))
    order by id`
)
