import { joinOffset, localCheckOf, localTime } from '#queries/integrity/local_times'

/**
 * Only claims younger than the settings count: whoever lowers a limit keeps earlier bookings. What was
 * taken against a limit on purpose exceeds none.
 */
export default localCheckOf(
  'exceeded_limits',
  'More was booked in a day or a week than the service or the host allows',
  `held as (
     select claims.id, claims.holder_id, claims.host_id, claims.service_id, claims.starts_at,
         claims.created_at, ${localTime('of_host', 'claims.starts_at')} as host_time,
         ${localTime('of_business', 'claims.starts_at')} as business_time
       from claims
       join hosts on hosts.id = claims.host_id
       join businesses on businesses.id = hosts.business_id
       ${joinOffset('of_host', 'hosts.time_zone', 'claims.starts_at')}
       ${joinOffset('of_business', 'businesses.time_zone', 'claims.starts_at')}
      where released_at is null and (expires_at is null or expires_at > now())
   )
   select held.id as claim_id, held.holder_id, limits.owner, limits.owner_id, limits.unit,
       limits.most
     from held
     join services on services.id = held.service_id
     join hosts on hosts.id = held.host_id
     join businesses on businesses.id = hosts.business_id
     left join bookings on bookings.id = held.holder_id
     left join one_time_links as one_time on one_time.holder_id = held.holder_id
     left join booking_links as links on links.id = coalesce(bookings.link_id, one_time.link_id)
     cross join lateral (values
       ('service', services.id, 'day', case when links.daily_limit is null
         then services.daily_limit end, services.updated_at),
       ('service', services.id, 'week', case when links.weekly_limit is null
         then services.weekly_limit end, services.updated_at),
       ('host', hosts.id, 'day', hosts.daily_limit, hosts.updated_at),
       ('host', hosts.id, 'week', hosts.weekly_limit, hosts.updated_at)
     ) as limits (owner, owner_id, unit, most, set_at)
    where limits.most is not null
      and held.created_at > greatest(limits.set_at, businesses.updated_at)
      and not exists (
        select from bookings as insisted
         where held.holder_id in (insisted.id, insisted.session_id)
           and insisted.overrides && array[limits.unit || '_limit'])
      and limits.most <= (
        select count(distinct earlier.holder_id)
          from held as earlier
          cross join lateral (
            select case limits.owner when 'service' then held.business_time
                else held.host_time end as own,
              case limits.owner when 'service' then earlier.business_time
                else earlier.host_time end as other,
              make_interval(days => (8 - businesses.week_starts_on) % 7) as into_week
          ) as times
         where earlier.id < held.id and earlier.holder_id <> held.holder_id
           and earlier.starts_at > held.starts_at - interval '8 days'
           and earlier.starts_at < held.starts_at + interval '8 days'
           and case limits.owner
             when 'service' then earlier.service_id = held.service_id
             else earlier.host_id = held.host_id end
           and case limits.unit
             when 'day' then cast(times.other as date) = cast(times.own as date)
             else date_trunc('week', times.other + times.into_week)
               = date_trunc('week', times.own + times.into_week) end)
    order by held.id`
)
