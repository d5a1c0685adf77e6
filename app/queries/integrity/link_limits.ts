import { joinOffset, localCheckOf, localTime } from '#queries/integrity/local_times'

/** A session counts once, and joining one is never refused by a limit. */
export default localCheckOf(
  'link_limits',
  'More was booked through a link in a day or a week than it allows',
  `standing as (
     select bookings.id, bookings.link_id, bookings.session_id, bookings.starts_at,
         bookings.created_at, bookings.overrides, coalesce(bookings.session_id, bookings.id) as counted_id,
         businesses.updated_at as business_set_at,
         make_interval(days => (8 - businesses.week_starts_on) % 7) as into_week,
         ${localTime('of_business', 'bookings.starts_at')} as local_time
       from bookings
       join businesses on businesses.id = bookings.business_id
       ${joinOffset('of_business', 'businesses.time_zone', 'bookings.starts_at')}
      where link_id is not null and status not in ('cancelled', 'rejected', 'expired')
        and (status <> 'pending' or expires_at > now()) and holds_time
   )
   select standing.id as booking_id, standing.link_id, limits.unit, limits.most
     from standing
     join booking_links as links on links.id = standing.link_id
     cross join lateral (values
       ('day', links.daily_limit), ('week', links.weekly_limit)
     ) as limits (unit, most)
    where standing.created_at > greatest(links.updated_at, standing.business_set_at)
      and not standing.overrides && array[limits.unit || '_limit']
      and not exists (
        select from group_sessions where id = standing.session_id and is_planned)
      and not exists (
        select from bookings as first
         where first.session_id = standing.session_id and first.id < standing.id)
      and limits.most <= (
        select count(distinct earlier.counted_id)
          from standing as earlier
         where earlier.link_id = standing.link_id and earlier.id < standing.id
           and earlier.starts_at > standing.starts_at - interval '8 days'
           and earlier.starts_at < standing.starts_at + interval '8 days'
           and case limits.unit
             when 'day' then cast(earlier.local_time as date) = cast(standing.local_time as date)
             else date_trunc('week', earlier.local_time + standing.into_week)
               = date_trunc('week', standing.local_time + standing.into_week) end)
    order by standing.id`
)
