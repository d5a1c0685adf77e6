import type { DateTime } from 'luxon'
import { bookingHosts } from '#claims'
import Booking from '#models/bookings/booking'
import { type BookingFilters, narrow } from '#queries/bookings/booking_filters'
import type { BookingStatus } from '#scheduling/slots/bookings'

export const BOOKING_VIEWS = ['coming', 'past', 'cancelled', 'expired', 'all'] as const
export type BookingView = (typeof BOOKING_VIEWS)[number]

interface Filters extends BookingFilters {
  /** Or `held`: took place, or will. */
  status?: BookingStatus | 'held' | null
}

interface BookingListQuestion {
  businessId: number
  view: BookingView
  filters: Filters
  page: number
  now: DateTime
}

const PAGE_SIZE = 25

/** A request that nobody answered in time counts as expired. */
export function bookingList({ businessId, view, filters, page, now }: BookingListQuestion) {
  const order = view === 'coming' ? 'asc' : 'desc'
  const bookings = Booking.query()
    .select('bookings.*', bookingHosts())
    .where({ businessId })
    .preload('service')
    .preload('host')
    .orderBy('starts_at', order)
    .orderBy('id', order)

  if (view !== 'all') whereView(bookings, view, now)
  if (filters.status) whereStatus(bookings, filters.status, now)
  narrow(bookings, filters)
  return bookings.paginate(page, PAGE_SIZE)
}

function whereView(
  bookings: ReturnType<typeof Booking.query>,
  view: Exclude<BookingView, 'all'>,
  now: DateTime
) {
  const moment = now.toJSDate()
  switch (view) {
    case 'coming':
      bookings
        .where('ends_at', '>', moment)
        .where((open) =>
          open
            .whereIn('status', ['approved', 'completed', 'no_show'])
            .orWhere((asked) => asked.where('status', 'pending').where('expires_at', '>', moment))
        )
      break
    case 'past':
      bookings
        .where('ends_at', '<=', moment)
        .whereIn('status', ['approved', 'completed', 'no_show'])
      break
    case 'cancelled':
      bookings.whereIn('status', ['cancelled', 'rejected'])
      break
    case 'expired':
      whereStatus(bookings, 'expired', now)
  }
}

function whereStatus(
  bookings: ReturnType<typeof Booking.query>,
  status: BookingStatus | 'held',
  now: DateTime
) {
  const moment = now.toJSDate()
  if (status === 'held') bookings.whereIn('status', ['approved', 'completed', 'no_show'])
  else if (status === 'pending') bookings.where({ status }).where('expires_at', '>', moment)
  else if (status === 'expired') {
    bookings.where((lapsed) =>
      lapsed
        .where({ status })
        .orWhere((late) => late.where('status', 'pending').where('expires_at', '<=', moment))
    )
  } else bookings.where({ status })
}
