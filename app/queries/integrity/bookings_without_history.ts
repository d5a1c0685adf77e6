import { checkOf } from '#queries/integrity/check'

export default checkOf(
  'bookings_without_history',
  'A booking has no row of history that begins it',
  `select bookings.id as booking_id, bookings.status
     from bookings
    where not exists (
      select from booking_events
       where booking_events.booking_id = bookings.id and booking_events.from_status is null)
    order by bookings.id`
)
