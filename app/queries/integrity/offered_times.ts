import { checkOf } from '#queries/integrity/check'

/** A claim that expired by the clock is in order, released or not. */
export default checkOf(
  'offered_times',
  'A one-time link holds a time on paper only: no claim covers it for as long as it should',
  `select links.id as one_time_link_id, links.holder_id,
       cast(time ->> 'start' as bigint) as starts_at_ms
     from one_time_links as links
     cross join lateral jsonb_array_elements(links.offered_times) as time
    where links.holder_id is not null
      and not exists (
        select from claims
         where claims.holder_id = links.holder_id
           and date_part('epoch', claims.starts_at) * 1000 = cast(time ->> 'start' as float8)
           and date_part('epoch', claims.ends_at) * 1000 = cast(time ->> 'end' as float8)
           and (claims.released_at is null or claims.released_at >= claims.expires_at))
    order by links.id, starts_at_ms`
)
