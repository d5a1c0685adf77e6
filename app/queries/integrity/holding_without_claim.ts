import { checkOf } from '#queries/integrity/check'

/** A place in a session is a seat, and an overlapping request holds nothing. */
export default checkOf(
  'holding_without_claim',
  'A booking holds its time on paper only: no claim of its host covers it for as long as it should',
  `select bookings.id as booking_id, bookings.status, bookings.host_id
     from bookings
    where (bookings.status = 'approved'
        or bookings.status = 'pending' and bookings.expires_at > now())
      and bookings.session_id is null
      and bookings.holds_time
      and not exists (
        select from claims
         where claims.holder_id = bookings.id and claims.host_id = bookings.host_id
           and claims.released_at is null
           and claims.starts_at = bookings.starts_at and claims.ends_at = bookings.ends_at
           and claims.expires_at is not distinct from
             case bookings.status when 'pending' then bookings.expires_at end)
    order by bookings.id`
)
