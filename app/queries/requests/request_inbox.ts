import type { DateTime } from 'luxon'
import { bookingHosts } from '#claims'
import Booking from '#models/bookings/booking'
import { type BookingFilters, narrow } from '#queries/bookings/booking_filters'
import type { BookingStatus } from '#scheduling/slots/bookings'

export const INBOX_TABS = ['waiting', 'approved', 'declined', 'expired'] as const
export type InboxTab = (typeof INBOX_TABS)[number]

interface InboxRequest {
  businessId: number
  tab: InboxTab
  filters: BookingFilters
  now: DateTime
  /** Only those with that user. */
  hostUserId?: number | null
}

export const INBOX_PAGE_SIZE = 20

export function requestInbox({ businessId, tab, filters, now, hostUserId }: InboxRequest) {
  const requests = Booking.query()
    .select('bookings.*', bookingHosts())
    .where({ businessId })
    .preload('service')
    .preload('host')
  narrow(requests, businessId, filters)
  if (hostUserId) requests.whereHas('host', (host) => host.where('user_id', hostUserId))

  switch (tab) {
    case 'waiting':
      requests
        .where('status', 'pending')
        .where('expires_at', '>', now.toJSDate())
        .orderBy('expires_at')
        .orderBy('id')
      break
    case 'approved':
      // Only those that were asked for: an instant booking was never a request.
      requests
        .whereIn('status', ['approved', 'completed', 'no_show'])
        .whereHas('events', (events) => events.where('to_status', 'pending'))
        .orderBy('approved_at', 'desc')
        .orderBy('id', 'desc')
      break
    case 'declined':
      requests.where('status', 'rejected').orderBy('updated_at', 'desc').orderBy('id', 'desc')
      break
    case 'expired':
      requests
        .where((query) =>
          query
            .where('status', 'expired')
            .orWhere((late) =>
              late.where('status', 'pending').where('expires_at', '<=', now.toJSDate())
            )
        )
        .orderBy('updated_at', 'desc')
        .orderBy('id', 'desc')
  }
  return requests
}

export function findRequests(businessId: number, ids: number[]) {
  return Booking.query()
    .where({ businessId })
    .whereIn('id', ids)
    .preload('host')
    .orderBy('starts_at')
    .orderBy('id')
}

export function inboxTabOf(status: BookingStatus): InboxTab {
  if (status === 'pending') return 'waiting'
  if (status === 'rejected') return 'declined'
  return status === 'expired' ? 'expired' : 'approved'
}

export function nextRequest(
  businessId: number,
  now: DateTime,
  hostUserId: number | null
): Promise<Booking | null> {
  return requestInbox({ businessId, tab: 'waiting', filters: {}, now, hostUserId }).first()
}
