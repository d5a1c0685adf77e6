import { checkOf } from '#queries/integrity/check'

/** Counts as `exceeded_limits` does, but bookings: of a session too, those through the link alone. */
export default checkOf(
  'link_limits',
  'More was booked through a link in a day or a week than it allows',
  `with standing as (
     select bookings.id, bookings.link_id, bookings.host_id, bookings.starts_at,
         bookings.created_at
       from bookings
      where link_id is not null and status not in ('cancelled', 'rejected', 'expired')
        and (status <> 'pending' or expires_at > now()) and holds_time
   )
   select standing.id as booking_id, standing.link_id, limits.unit, limits.most
     from standing
     join booking_links as links on links.id = standing.link_id
     join hosts on hosts.id = standing.host_id
     join businesses on businesses.id = hosts.business_id
     cross join lateral (values
       ('day', links.daily_limit), ('week', links.weekly_limit)
     ) as limits (unit, most)
    where standing.created_at > greatest(links.updated_at, businesses.updated_at)
      and limits.most <= (
        select count(*)
          from standing as earlier
         where earlier.link_id = standing.link_id and earlier.id < standing.id
           and earlier.starts_at > standing.starts_at - interval '8 days'
           and earlier.starts_at < standing.starts_at + interval '8 days'
           and case limits.unit
             when 'day' then cast(earlier.starts_at at time zone hosts.time_zone as date)
               = cast(standing.starts_at at time zone hosts.time_zone as date)
             else date_trunc('week', (earlier.starts_at at time zone hosts.time_zone)
                 + make_interval(days => (8 - businesses.week_starts_on) % 7))
               = date_trunc('week', (standing.starts_at at time zone hosts.time_zone)
                 + make_interval(days => (8 - businesses.week_starts_on) % 7)) end)
    order by standing.id`
)
