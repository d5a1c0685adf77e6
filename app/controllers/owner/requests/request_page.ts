import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import type Booking from '#models/bookings/booking'
import { addressOf } from '#pages/address_of'
import {
  type Inbox,
  inboxState,
  listRequests,
  requestState,
} from '#pages/owner/requests/request_page'
import { loadHistory } from '#queries/bookings/find_booking_record'
import { inboxTabOf, nextRequest } from '#queries/requests/request_inbox'
import { waitingCount } from '#queries/requests/waiting_count'
import { emptyForm, type Form } from '#validators/form'

interface Refusal {
  status: 409 | 422 | 503
  form?: Form
  problem?: DecisionProblem
  /** What the page showed when it was decided, where that has changed. */
  shownBefore?: string | null
}

export type DecisionProblem = 'already_decided' | 'conflict' | 'busy' | 'changed'

export function refusalOf(outcome: string): DecisionProblem {
  if (outcome === 'stale') return 'changed'
  return outcome === 'conflict' || outcome === 'busy' ? outcome : 'already_decided'
}

interface Several {
  form: Form
  status: 200 | 409 | 422
  /** The request that stood beside the list. */
  besideId?: number
  results?: { booking: Booking; outcome: string; shownBefore?: string | null }[]
}

export async function renderInbox(ctx: HttpContext, inbox: Inbox, several?: Several) {
  const now = DateTime.now().setZone(ctx.business.timeZone)
  const [{ requests, facts }, state] = await Promise.all([
    listRequests(ctx.business, inbox, now),
    inboxState(ctx.business, inbox, now),
  ])
  const booking = requests.find(({ id }) => id === several?.besideId) ?? requests.at(0) ?? null
  if (booking) await loadHistory(booking)
  // Counted anew: the number in the menu is from before the decisions.
  if (several) ctx.view.share({ waitingCount: await waitingCount(ctx.membership) })
  ctx.response.status(several?.status ?? 200)
  const { values, errors } = several?.form ?? emptyForm()
  return ctx.view.render('pages/owner/requests/requests', {
    ...state,
    ...{ requests, facts },
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

export async function renderRequest(ctx: HttpContext, booking: Booking, refusal?: Refusal) {
  const now = DateTime.now().setZone(ctx.business.timeZone)
  const inbox = { tab: inboxTabOf(booking.statusAt(now)), page: 1 }
  const [state, { requests, facts }, shown] = await Promise.all([
    inboxState(ctx.business, inbox, now),
    listRequests(ctx.business, inbox, now),
    requestState(booking, now),
  ])
  const html = await ctx.view.render('pages/owner/requests/requests', {
    ...state,
    ...{ requests, facts },
    view: 'item',
    now,
    form: refusal?.form ?? emptyForm(),
    problem: refusal?.problem,
    shownBefore: refusal?.shownBefore,
    ...shown,
  })
  return ctx.response.status(refusal?.status ?? 200).send(html)
}

export async function toNextRequest({ business, membership, response }: HttpContext) {
  const next = await nextRequest(business.id, DateTime.now(), membership.decidesOnlyOf)
  const path = next
    ? addressOf('owner.requests.show', { id: next.id })
    : addressOf('owner.requests.index')
  return response.redirect().status(303).toPath(path)
}
