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

export interface BookingListQuestion {
  businessId: number
  view: BookingView
  filters: Filters
  now: DateTime
}

const PAGE_SIZE = 25

export function bookingList(question: BookingListQuestion, page: number) {
  return listedBookings(question).paginate(page, PAGE_SIZE)
}

const BATCH = 500

/** All pages of the list, read in batches. */
export async function* wholeBookingList(question: BookingListQuestion): AsyncGenerator<Booking> {
  let last: number | null = null
  for (;;) {
    const list = listedBookings(question).preload('link').limit(BATCH)
    if (last !== null) {
      const after = orderOf(question) === 'asc' ? '>' : '<'
      list.whereRaw(`(starts_at, id) ${after} (select starts_at, id from bookings where id = ?)`, [
        last,
      ])
    }
    const rows: Booking[] = await list
    yield* rows
    if (rows.length < BATCH) return
    last = rows[rows.length - 1].id
  }
}

function orderOf({ view }: BookingListQuestion) {
  return view === 'coming' ? 'asc' : 'desc'
}

/** A request that nobody answered in time counts as expired. */
export function listedBookings(question: BookingListQuestion) {
  const { businessId, view, filters, now } = question
  const order = orderOf(question)
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
  return bookings
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
        // None is longer than a day, so the index leads to them.
        .where('starts_at', '>', now.minus({ days: 2 }).toJSDate())
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
    bookings.where((expired) =>
      expired
        .where({ status })
        .orWhere((late) => late.where('status', 'pending').where('expires_at', '<=', moment))
    )
  } else bookings.where({ status })
}
