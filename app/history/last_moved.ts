/** SQL of `bookings`, what it went through last, as far as its time goes, was a move. */
export const WAS_LAST_MOVED = `coalesce((
  select details->>'kind' = 'moved' from booking_events
   where booking_id = bookings.id and coalesce(details->>'kind', 'moved') = 'moved'
   order by id desc limit 1), false)`
