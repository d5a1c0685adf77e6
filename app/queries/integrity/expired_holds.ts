import { checkOf } from '#queries/integrity/check'

export default checkOf(
  'expired_holds',
  'A request ran out more than ten minutes ago and nobody was told: the job that expires requests does not run',
  `select id as booking_id, host_id,
       cast(extract(epoch from now() - expires_at) / 60 as integer) as minutes_late
     from bookings
    where status = 'pending' and expires_at < now() - interval '10 minutes'
    order by id`
)
