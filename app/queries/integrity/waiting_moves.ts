import { checkOf } from '#queries/integrity/check'

/** The new time is held by claims with the move's number, or by seats. */
export default checkOf(
  'waiting_moves',
  'A proposed move ran out unnoticed, outlived its booking, or waits for a time that nothing holds',
  `select moves.id as move_request_id, moves.booking_id, bookings.status,
       cast(extract(epoch from now() - moves.expires_at) / 60 as integer) as minutes_late
     from move_requests as moves
     join bookings on bookings.id = moves.booking_id
    where moves.status = 'pending'
      and (moves.expires_at < now() - interval '10 minutes'
        or bookings.status not in ('pending', 'approved')
        or moves.expires_at > now()
          and not exists (
            select from claims
             where claims.move_request_id = moves.id and claims.released_at is null
               and claims.starts_at = moves.starts_at)
          and not exists (
            select from session_seats
             where session_seats.session_id = moves.session_id
               and session_seats.booking_id = moves.booking_id
               and session_seats.released_at is null))
    order by moves.id`
)
