import type { DateTime } from 'luxon'
import Booking from '#models/booking'
import { bookingHosts } from '#queries/booking_hosts'
import { type BookingFilters, narrow } from '#queries/booking_filters'
import type { BookingStatus } from '#scheduling/bookings'

interface Filters extends BookingFilters {
  status?: BookingStatus | null
}

const PAGE_SIZE = 25

/** Bookings of a business, the latest start on top. A request past its time counts as lapsed. */
export function bookingList(businessId: number, filters: Filters, page: number, now: DateTime) {
  const bookings = Booking.query()
    .select('bookings.*', bookingHosts())
    .where({ businessId })
    .preload('service')
    .preload('host')
    .orderBy('starts_at', 'desc')
    .orderBy('id', 'desc')

  if (filters.status) whereStatus(bookings, filters.status, now)
  narrow(bookings, filters)
  return bookings.paginate(page, PAGE_SIZE)
}

function whereStatus(
  bookings: ReturnType<typeof Booking.query>,
  status: BookingStatus,
  now: DateTime
) {
  const moment = now.toJSDate()
  if (status === 'pending') bookings.where({ status }).where('expires_at', '>', moment)
  else if (status === 'expired') {
    bookings.where((lapsed) =>
      lapsed
        .where({ status })
        .orWhere((late) => late.where('status', 'pending').where('expires_at', '<=', moment))
    )
  } else bookings.where({ status })
}
