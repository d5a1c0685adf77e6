import type { DateTime } from 'luxon'
import type Booking from '#models/bookings/booking'
import type Business from '#models/settings/business'
import { freeAfter } from '#pages/owner/diary/free_after'
import type { BookingFilters } from '#queries/bookings/booking_filters'
import { loadAgenda } from '#queries/bookings/day_agenda'
import { factsBeside } from '#queries/clients/client_facts'
import { clientHistory } from '#queries/clients/client_history'
import { nearestPage } from '#queries/nearest_page'
import { competingRequests } from '#queries/requests/competing_requests'
import { filterChoices } from '#queries/filter_choices'
import { waitingMoves } from '#queries/requests/find_move'
import { INBOX_PAGE_SIZE, type InboxTab, requestInbox } from '#queries/requests/request_inbox'

export type InboxFilters = Partial<Record<'search' | 'service' | 'host' | 'from' | 'until', string>>

export interface Inbox {
  tab: InboxTab
  page: number
  filters?: BookingFilters
  typedFilters?: InboxFilters
}

export async function listRequests(
  business: Business,
  { tab, filters = {}, page }: Inbox,
  now: DateTime
) {
  const question = { businessId: business.id, tab, filters, now }
  const requests = await nearestPage(requestInbox(question), page, INBOX_PAGE_SIZE)
  return { requests, facts: await factsBeside(requests, now) }
}

export async function inboxState(
  business: Business,
  { tab, filters, typedFilters = {} }: Inbox,
  now: DateTime
) {
  const isWhole = Object.values(filters ?? {}).every((value) => !value)
  const [{ services, hosts }, moves] = await Promise.all([
    filterChoices(business.id),
    tab === 'waiting' && isWhole ? waitingMoves(business.id, now) : [],
  ])
  return { tab, typedFilters, services, hosts, moves }
}

async function overlappingWith(booking: Booking, now: DateTime): Promise<Booking[]> {
  const isOpen = booking.canBeDecided(now) && !booking.holdsTime
  return isOpen ? competingRequests(booking) : []
}

export async function requestState(booking: Booking, now: DateTime) {
  const [history, agenda, overlapping] = await Promise.all([
    clientHistory(booking, now),
    dayOf(booking, now),
    overlappingWith(booking, now),
  ])
  return {
    booking,
    bookingStatus: booking.statusAt(now),
    decision: booking.events.findLast(({ isDecision }) => isDecision) ?? null,
    ...{ history, agenda, overlapping },
  }
}

async function dayOf({ businessId, hostIds, startsAt }: Booking, now: DateTime) {
  const day = startsAt.setZone(now.zone)
  const agenda = await loadAgenda({ businessId, hostIds, day, now })
  return { ...agenda, free: await freeAfter({ id: businessId }, hostIds, agenda, now) }
}
