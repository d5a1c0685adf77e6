import { checkOf } from '#queries/integrity/check'

export default checkOf(
  'history_and_status',
  'The last row of history does not end in the status that the booking has',
  `select bookings.id as booking_id, bookings.status, last.id as event_id, last.to_status
     from bookings
     cross join lateral (
       select id, to_status from booking_events
        where booking_events.booking_id = bookings.id order by id desc limit 1) last
    where last.to_status <> bookings.status
    order by bookings.id`
)
