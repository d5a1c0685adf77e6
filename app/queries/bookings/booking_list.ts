import type { DateTime } from 'luxon'
import type { ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import { bookingHosts } from '#claims'
import Booking from '#models/bookings/booking'
import { type BookingFilters, narrow } from '#queries/bookings/booking_filters'
import { earliestRunningStart } from '#queries/bookings/earliest_running_start'
import {
  BOOKING_STATUSES,
  type BookingChangeName,
  type BookingStatus,
  canMove,
} from '#scheduling/slots/bookings'

export const BOOKING_VIEWS = ['coming', 'past', 'cancelled', 'expired', 'all'] as const
export type BookingView = (typeof BOOKING_VIEWS)[number]

type BookingQuery = ModelQueryBuilderContract<typeof Booking, Booking>

interface Filters extends BookingFilters {
  /** Only what may be changed that way now, of that user's own where one is named. */
  change?: BookingChangeName | null
  hostUserId?: number | null
  /** Or `held`: took place, or will; or `standing`: also what waits for a yes. */
  status?: BookingStatus | 'held' | 'standing' | null
}

export interface BookingListQuestion {
  businessId: number
  view: BookingView
  filters: Filters
  now: DateTime
}

const PAGE_SIZE = 25

/** What a row of the list shows, and what says who may decide about it. */
const LISTED = [
  ...(['id', 'businessId', 'serviceId', 'hostId', 'clientId', 'startsAt', 'endsAt'] as const),
  ...(['status', 'expiresAt', 'clientName', 'reference'] as const),
]

/** What stands beside a booking is asked for those shown only; beyond the last page stands the last one. */
export async function bookingList(
  question: BookingListQuestion,
  page: number
): Promise<{ bookings: Booking[]; list: Pagination }> {
  const ids = inOrder(filteredBookings(question), question).select('id').forPage(page, PAGE_SIZE)
  const [bookings, [{ $extras: counted }]] = await Promise.all([
    inOrder(Booking.query().whereIn('id', ids), question)
      .select(LISTED)
      .select(bookingHosts())
      .preload('service', (service) => service.select('id', 'name'))
      .preload('host', (host) => host.select('id', 'name', 'userId')),
    filteredBookings(question).count('* as total'),
  ])
  const total = Number(counted.total)
  const lastPage = Math.ceil(total / PAGE_SIZE)
  if (lastPage > 0 && page > lastPage) return bookingList(question, lastPage)
  return { bookings, list: { total, currentPage: page, lastPage } }
}

interface Pagination {
  total: number
  currentPage: number
  lastPage: number
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

/** Bookings that are named stand as they come, wherever they were chosen. */
function orderOf({ view, filters }: BookingListQuestion) {
  return view === 'coming' || filters.ids ? 'asc' : 'desc'
}

export function listedBookings(question: BookingListQuestion) {
  return withNames(inOrder(filteredBookings(question), question))
}

/** Those of a list, in no order yet, with what each needs to be answered. */
export function bookingsAsked(question: BookingListQuestion) {
  return filteredBookings(question).select(bookingHosts())
}

function withNames(bookings: BookingQuery) {
  return bookings.select('bookings.*', bookingHosts()).preload('service').preload('host')
}

function inOrder(bookings: BookingQuery, question: BookingListQuestion) {
  const order = orderOf(question)
  return bookings.orderBy('starts_at', order).orderBy('id', order)
}

/** A request that nobody answered in time counts as expired. */
function filteredBookings(question: BookingListQuestion) {
  const { businessId, view, filters, now } = question
  const bookings = Booking.query().where({ businessId })
  if (view !== 'all') whereView(bookings, view, now)
  if (filters.status) whereStatus(bookings, filters.status, now)
  if (filters.change) whereChangeable(bookings, filters.change, now)
  if (filters.hostUserId) {
    bookings.whereHas('host', (host) => host.where('user_id', Number(filters.hostUserId)))
  }
  narrow(bookings, businessId, filters)
  return bookings
}

function whereView(bookings: BookingQuery, view: Exclude<BookingView, 'all'>, now: DateTime) {
  const moment = now.toJSDate()
  switch (view) {
    case 'coming':
      bookings
        .where('ends_at', '>', moment)
        .where('starts_at', '>', earliestRunningStart(now))
        .where((open) => whereStatus(open, 'standing', now))
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

export function whereStatus(
  bookings: BookingQuery,
  status: NonNullable<Filters['status']>,
  now: DateTime
) {
  const moment = now.toJSDate()
  if (status === 'held') bookings.whereIn('status', ['approved', 'completed', 'no_show'])
  else if (status === 'standing') {
    bookings.where((standing) =>
      standing
        .where((held) => whereStatus(held, 'held', now))
        .orWhere((waiting) => whereStatus(waiting, 'pending', now))
    )
  } else if (status === 'pending') bookings.where({ status }).where('expires_at', '>', moment)
  else if (status === 'expired') {
    bookings.where((expired) =>
      expired
        .where({ status })
        .orWhere((late) => late.where('status', 'pending').where('expires_at', '<=', moment))
    )
  } else bookings.where({ status })
}

/** So that a long list, taken some at a time, comes to its end. */
function whereChangeable(bookings: BookingQuery, change: BookingChangeName, now: DateTime) {
  const moment = now.toJSDate()
  switch (change) {
    case 'approve':
    case 'decline':
      whereStatus(bookings, 'pending', now)
      break
    case 'cancel':
      bookings
        .where('starts_at', '>', moment)
        .where((open) =>
          open
            .where('status', 'approved')
            .orWhere((waiting) => whereStatus(waiting, 'pending', now))
        )
      break
    case 'completed':
    case 'no_show': {
      const from = BOOKING_STATUSES.filter((status) => canMove(status, change))
      bookings.where('starts_at', '<=', moment).whereIn('status', from)
    }
  }
}
