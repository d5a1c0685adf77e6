import { checkOf } from '#queries/integrity/check'

/**
 * Days and weeks are those of the host's calendar. Only a claim that is younger than the settings it
 * is measured by counts as a fault: whoever lowers a limit keeps what was booked before. A link's own
 * limit stands in place of its service's.
 */
export default checkOf(
  'exceeded_limits',
  'More was booked in a day or a week than the service or the host allows',
  `with held as (
     select claims.id, claims.holder_id, claims.host_id, claims.service_id, claims.starts_at,
         claims.created_at
       from claims
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
      and limits.most <= (
        select count(distinct earlier.holder_id)
          from held as earlier
         where earlier.id < held.id and earlier.holder_id <> held.holder_id
           and earlier.starts_at > held.starts_at - interval '8 days'
           and earlier.starts_at < held.starts_at + interval '8 days'
           and case limits.owner
             when 'service' then earlier.service_id = held.service_id
             else earlier.host_id = held.host_id end
           and case limits.unit
             when 'day' then cast(earlier.starts_at at time zone hosts.time_zone as date)
               = cast(held.starts_at at time zone hosts.time_zone as date)
             else date_trunc('week', (earlier.starts_at at time zone hosts.time_zone)
                 + make_interval(days => (8 - businesses.week_starts_on) % 7))
               = date_trunc('week', (held.starts_at at time zone hosts.time_zone)
                 + make_interval(days => (8 - businesses.week_starts_on) % 7)) end)
    order by held.id`
)
