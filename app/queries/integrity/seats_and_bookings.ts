import { checkOf } from '#queries/integrity/check'

/** A waiting move holds places beside the booking's own. */
export default checkOf(
  'seats_and_bookings',
  'A booking of a group session has not the places it should, or places are taken for one that ended',
  `with seats as (
     select session_id, booking_id, cast(count(*) as integer) as taken,
         bool_and(expires_at is null) as is_kept
       from session_seats
      where released_at is null and (expires_at is null or expires_at > now())
      group by session_id, booking_id
   )
   select bookings.id as booking_id, bookings.session_id, bookings.status, bookings.seats,
       coalesce(seats.taken, 0) as taken
     from bookings
     left join seats on seats.booking_id = bookings.id and seats.session_id = bookings.session_id
    where bookings.session_id is not null
      and (bookings.status = 'approved'
        or bookings.status = 'pending' and bookings.expires_at > now())
      and (coalesce(seats.taken, 0) <> bookings.seats
        or bookings.status = 'approved' and not seats.is_kept)
   union all
   select bookings.id, seats.session_id, bookings.status, bookings.seats, seats.taken
     from seats
     join bookings on bookings.id = seats.booking_id
    where bookings.status in ('rejected', 'expired', 'cancelled')
      or bookings.session_id is distinct from seats.session_id
        and not exists (
          select from move_requests
           where move_requests.booking_id = bookings.id and move_requests.status = 'pending'
             and move_requests.session_id = seats.session_id)
    order by booking_id, session_id`
)
