import type { DateTime } from 'luxon'
import Booking from '#models/booking'
import type { BookingStatus } from '#scheduling/bookings'

export interface BookingFilters {
  status?: BookingStatus | null
  /** First moment and the moment past the last, in the business's zone. */
  from?: DateTime | null
  until?: DateTime | null
  serviceId?: number | null
  hostId?: number | null
  /** A name, an address, a number or a reference, or a part of one. */
  search?: string | null
}

const PAGE_SIZE = 25

/** Bookings of a business, the latest start on top. A request past its time counts as lapsed. */
export function bookingList(
  businessId: number,
  filters: BookingFilters,
  page: number,
  now: DateTime
) {
  const bookings = Booking.query()
    .where({ businessId })
    .preload('service')
    .preload('host')
    .orderBy('starts_at', 'desc')
    .orderBy('id', 'desc')

  const { status, from, until, serviceId, hostId, search } = filters
  if (status) whereStatus(bookings, status, now)
  if (from) bookings.where('starts_at', '>=', from.toJSDate())
  if (until) bookings.where('starts_at', '<', until.toJSDate())
  if (serviceId) bookings.where('service_id', serviceId)
  if (hostId) bookings.where('host_id', hostId)
  if (search) {
    const part = `%${search.replace(/[\\%_]/g, String.raw`\$&`)}%`
    bookings.where((any) => {
      for (const column of ['client_name', 'client_email', 'client_phone', 'reference']) {
        any.orWhereILike(column, part)
      }
    })
  }
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
