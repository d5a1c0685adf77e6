import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import type Booking from '#models/bookings/booking'
import { addressOf } from '#pages/address_of'
import { loadAgendas } from '#queries/bookings/day_agenda'
import { competingRequests } from '#queries/requests/competing_requests'
import type { BookingFilters } from '#queries/bookings/booking_filters'
import { countOtherBookings, loadHistory } from '#queries/bookings/find_booking_record'
import { waitingMoves } from '#queries/requests/find_move'
import {
  INBOX_PAGE_SIZE,
  type InboxTab,
  inboxTabOf,
  nextRequest,
  requestInbox,
} from '#queries/requests/request_inbox'
import { emptyForm, type Form } from '#validators/form'

/** What the list is narrowed to, as it stands in the address. */
export type Sieve = Partial<Record<'search' | 'service' | 'from' | 'until', string>>

interface Inbox {
  tab: InboxTab
  page: number
  filters?: BookingFilters
  sieve?: Sieve
}

interface Refusal {
  status: 409 | 422 | 503
  form?: Form
  problem?: DecisionProblem
  /** What the page showed from which it was decided, where that has changed. */
  shownBefore?: string | null
}

export type DecisionProblem = 'already_decided' | 'conflict' | 'busy' | 'changed'

export function refusalOf(outcome: string): DecisionProblem {
  if (outcome === 'stale') return 'changed'
  return outcome === 'conflict' || outcome === 'busy' ? outcome : 'already_decided'
}

/** What was decided together, or why it was not. */
interface Several {
  form: Form
  status: 200 | 409 | 422
  results?: { booking: Booking; outcome: string; shownBefore?: string | null }[]
}

/** The inbox with its first request open beside the list; on a phone, the list alone. */
export async function renderInbox(ctx: HttpContext, inbox: Inbox, several?: Several) {
  const now = DateTime.now().setZone(ctx.business.timeZone)
  const requests = await listRequests(ctx, inbox, now)
  const booking = requests.at(0) ?? null
  if (booking) await loadHistory(booking)
  // Counted anew: the number in the menu is from before the decisions.
  const state = await inboxState(ctx, inbox, now)
  if (several) ctx.view.share({ waitingCount: requests.total + state.moves.length })
  ctx.response.status(several?.status ?? 200)
  const { values, errors } = several?.form ?? emptyForm()
  return ctx.view.render('pages/owner/requests/requests', {
    ...state,
    requests,
    view: 'list',
    now,
    form: { values, errors },
    results: several?.results,
    chosen: Object.keys(values)
      .filter((name) => name.startsWith('ids.'))
      .map((name) => Number(values[name])),
    ...(booking && (await requestState(booking, now))),
  })
}

/** One request, open, beside the list that it belongs to; `refusal` says why a decision failed. */
export async function renderRequest(ctx: HttpContext, booking: Booking, refusal?: Refusal) {
  const now = DateTime.now().setZone(ctx.business.timeZone)
  const inbox = { tab: inboxTabOf(booking.statusAt(now)), page: 1 }
  const html = await ctx.view.render('pages/owner/requests/requests', {
    ...(await inboxState(ctx, inbox, now)),
    requests: await listRequests(ctx, inbox, now),
    view: 'item',
    now,
    form: refusal?.form ?? emptyForm(),
    problem: refusal?.problem,
    shownBefore: refusal?.shownBefore,
    ...(await requestState(booking, now)),
  })
  return ctx.response.status(refusal?.status ?? 200).send(html)
}

/** After an answer: the request that waits for one next, or the inbox when none is left. */
export async function toNextRequest({ business, response }: HttpContext) {
  const next = await nextRequest(business.id, DateTime.now())
  const path = next
    ? addressOf('owner.requests.show', { id: next.id })
    : addressOf('owner.requests.index')
  return response.redirect().status(303).toPath(path)
}

function listRequests(
  { business }: HttpContext,
  { tab, filters = {}, page }: Inbox,
  now: DateTime
) {
  const requests = requestInbox({ businessId: business.id, tab, filters, now })
  return requests.paginate(page, INBOX_PAGE_SIZE)
}

async function inboxState(
  { business }: HttpContext,
  { tab, filters, sieve = {} }: Inbox,
  now: DateTime
) {
  const services = await business.related('services').query().orderBy('position').orderBy('id')
  const isWhole = Object.values(filters ?? {}).every((value) => !value)
  const moves = tab === 'waiting' && isWhole ? await waitingMoves(business.id, now) : []
  return { tab, sieve, services, moves }
}

/** Who asks for the same time, where nobody holds it yet. */
async function rivalsOf(booking: Booking, now: DateTime): Promise<Booking[]> {
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
    otherBookings: await countOtherBookings(booking, now),
    agenda,
    rivals: await rivalsOf(booking, now),
  }
}
