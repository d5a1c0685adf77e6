import { checkOf } from '#queries/integrity/check'

/** A date that was cancelled or moved later still belongs to its series. */
export default checkOf(
  'torn_series',
  'Dates that were booked together, all or none, are not all there',
  `select booking_series.id as series_id, booking_series.dates, cast(count(bookings.id) as integer) as bookings
     from booking_series
     left join bookings on bookings.series_id = booking_series.id
    group by booking_series.id
   having count(bookings.id) <> booking_series.dates
    order by booking_series.id`
)
