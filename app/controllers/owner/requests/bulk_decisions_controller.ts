import type { HttpContext } from '@adonisjs/core/http'
import DecideRequests from '#actions/requests/decide_requests'
import { renderInbox } from '#controllers/owner/requests/request_page'
import { leadToResults } from '#controllers/owner/results'
import { Refusal } from '#exceptions/refusal'
import type Booking from '#models/bookings/booking'
import { findRequests } from '#queries/requests/request_inbox'
import {
  bulkDecisionValidator,
  rejectionReason,
  withSavedPhrase,
} from '#validators/bookings/decision'
import { emptyForm, validateForm } from '#validators/form'
import { seenInRow } from '#validators/seen'

const INBOX = { tab: 'waiting', page: 1 } as const

export default class BulkDecisionsController {
  async store(ctx: HttpContext) {
    const { business, bouncer, by, request } = ctx
    const body = withSavedPhrase(
      { body: request.body(), settings: business.settings, name: 'bulk_phrase' },
      ctx
    )
    const checked = await validateForm(bulkDecisionValidator, body, ctx, 'owner.validator')
    if (!checked.ok) {
      const besideId = Number(body.beside)
      return renderInbox(ctx, INBOX, { form: checked.form, status: 422, besideId })
    }

    const { ids, decision, bulk_phrase: phrase, bulk_reason: reason } = checked.data
    const chosen = await findRequests(business.id, ids)
    if (chosen.length === 0) throw new Refusal(404, 'not_found')
    const own: Booking[] = []
    for (const booking of chosen) {
      if (await bouncer.with('BookingPolicy').allows('decide', booking)) own.push(booking)
    }
    const decided = await new DecideRequests().handle({
      businessId: business.id,
      requests: own.map(({ id }) => ({ bookingId: id, version: seenInRow(body, id).version })),
      rejectionReason: decision === 'reject' ? rejectionReason({ phrase, reason }) : null,
      by,
    })

    const outcomes = new Map(decided.map(({ bookingId, outcome }) => [bookingId, outcome]))
    const results = chosen.map((booking) => {
      const outcome = outcomes.get(booking.id) ?? 'not_yours'
      const shownBefore = outcome === 'stale' ? seenInRow(body, booking.id).shown : null
      return { booking, id: booking.id, outcome, shownBefore }
    })
    const isDone = decided.some(({ outcome }) => outcome === 'approved' || outcome === 'rejected')
    if (isDone && leadToResults(ctx, { route: 'owner.requests.index' }, results)) return
    return renderInbox(ctx, INBOX, { form: emptyForm(), results, status: 409 })
  }
}
