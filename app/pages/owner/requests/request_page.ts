import type { DateTime } from 'luxon'
import type Booking from '#models/bookings/booking'
import type Business from '#models/settings/business'
import { freeAfter } from '#pages/owner/diary/free_after'
import type { BookingFilters } from '#queries/bookings/booking_filters'
import { loadAgendas } from '#queries/bookings/day_agenda'
import { clientHistory } from '#queries/clients/client_history'
import { competingRequests } from '#queries/requests/competing_requests'
import { waitingMoves } from '#queries/requests/find_move'
import { INBOX_PAGE_SIZE, type InboxTab, requestInbox } from '#queries/requests/request_inbox'

export type InboxFilters = Partial<Record<'search' | 'service' | 'host' | 'from' | 'until', string>>

export interface Inbox {
  tab: InboxTab
  page: number
  filters?: BookingFilters
  typedFilters?: InboxFilters
}

export function listRequests(
  business: Business,
  { tab, filters = {}, page }: Inbox,
  now: DateTime
) {
  const requests = requestInbox({ businessId: business.id, tab, filters, now })
  return requests.paginate(page, INBOX_PAGE_SIZE)
}

export async function inboxState(
  business: Business,
  { tab, filters, typedFilters = {} }: Inbox,
  now: DateTime
) {
  const services = await business.related('services').query().orderBy('position').orderBy('id')
  const hosts = await business.related('hosts').query().orderBy('position').orderBy('id')
  const isWhole = Object.values(filters ?? {}).every((value) => !value)
  const moves = tab === 'waiting' && isWhole ? await waitingMoves(business.id, now) : []
  return { tab, typedFilters, services, hosts, moves }
}

async function overlappingWith(booking: Booking, now: DateTime): Promise<Booking[]> {
  const isOpen = booking.canBeDecided(now) && !booking.holdsTime
  return isOpen ? competingRequests(booking) : []
}

export async function requestState(booking: Booking, now: DateTime) {
  const { businessId, hostIds, startsAt } = booking
  const [agenda] = await loadAgendas({
    businessId,
    hostIds,
    day: startsAt.setZone(now.zone),
    now,
  })
  return {
    booking,
    bookingStatus: booking.statusAt(now),
    decision: booking.events.findLast(({ isDecision }) => isDecision) ?? null,
    history: await clientHistory(booking, now),
    agenda: { ...agenda, free: await freeAfter({ id: businessId }, hostIds, agenda, now) },
    overlapping: await overlappingWith(booking, now),
  }
}
