import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import ApproveBooking from '#actions/requests/approve_booking'
import RejectBooking from '#actions/requests/reject_booking'
import {
  decideMoveByLink,
  openMoveByLink,
  showMoveByLink,
} from '#controllers/owner/requests/move_by_link'
import { type DecisionProblem, refusalOf } from '#controllers/owner/requests/request_page'
import { chosenToTell } from '#controllers/owner/tell_choice'
import { readerLocale } from '#controllers/reader'
import { Refusal } from '#exceptions/refusal'
import { byUser } from '#models/by'
import { requestState } from '#pages/owner/requests/request_page'
import BookingPolicy from '#policies/booking_policy'
import { findBookingByDecisionToken } from '#queries/bookings/find_booking_by_token'
import { findOutdatedMail } from '#queries/notifications/mail_outdated'
import { decisionValidator, rejectionReason, withSavedPhrase } from '#validators/bookings/decision'
import { emptyForm, type Form, submittedVersion, validateForm } from '#validators/form'
import { submittedShown } from '#validators/seen'

type Found = NonNullable<Awaited<ReturnType<typeof findBookingByDecisionToken>>>

interface Page {
  status?: 409 | 422 | 503
  form?: Form
  problem?: DecisionProblem
  shownBefore?: string | null
}

/** Told before any mistake in an answer that came too late. */
const DECIDED = { status: 409, problem: 'already_decided' } as const

/** Opening the link from the mail changes nothing, only the buttons do. */
export default class DecisionsController {
  async show(ctx: HttpContext) {
    const move = await openMoveByLink(ctx)
    if (move) return showMoveByLink(ctx, move)
    const found = await this.find(ctx)
    return this.render(ctx, found)
  }

  async store(ctx: HttpContext) {
    const { request, response } = ctx
    const move = await openMoveByLink(ctx)
    if (move) return decideMoveByLink(ctx, move)
    const found = await this.find(ctx)
    const { booking, user } = found
    const body = withSavedPhrase({ body: request.body(), settings: booking.business.settings }, ctx)
    const checked = await validateForm(decisionValidator, body, ctx, 'owner.validator')
    if (!checked.ok) {
      const isOpen = booking.canBeDecided(DateTime.now())
      const refusal = isOpen ? { status: 422 as const, form: checked.form } : DECIDED
      return this.render(ctx, found, refusal)
    }

    const decision = {
      businessId: booking.businessId,
      bookingId: booking.id,
      by: byUser(user.id, ctx.by.requestId),
      version: submittedVersion(body),
    }
    const { outcome } =
      checked.data.decision === 'approve'
        ? await new ApproveBooking().handle(decision)
        : await new RejectBooking().handle({
            ...decision,
            reason: rejectionReason(checked.data),
            tellsClient: chosenToTell(checked.data.tell),
          })
    if (outcome === 'approved' || outcome === 'rejected') {
      return response.redirect().status(303).toPath(request.url())
    }
    const isChanged = outcome === 'stale'
    return this.render(ctx, await this.find(ctx), {
      status: outcome === 'busy' ? 503 : 409,
      problem: refusalOf(outcome),
      shownBefore: isChanged ? submittedShown(body) : null,
      ...(isChanged && { form: checked.form }),
    })
  }

  private async find({ params }: HttpContext) {
    const found = await findBookingByDecisionToken(params.token)
    if (!found) throw new Refusal(404, 'not_found')
    if (!new BookingPolicy().decide(found.membership, found.booking)) {
      throw new Refusal(403, 'not_yours')
    }
    await found.booking.load('events', (events) => events.preload('user').orderBy('id'))
    return found
  }

  private async render(ctx: HttpContext, { booking, user }: Found, page: Page = {}) {
    const { request, response, view } = ctx
    const { business } = booking
    const now = DateTime.now().setZone(business.timeZone)
    view.share({
      business,
      zone: business.timeZone,
      locale: readerLocale(ctx, business),
    })
    const { read } = request.qs()
    const isOutdated = booking.canBeDecided(now) && read && read !== booking.version
    const html = await view.render('pages/owner/requests/decide', {
      ...(await requestState(booking, now)),
      at: request.url(),
      now,
      form: page.form ?? emptyForm(),
      problem: page.problem,
      shownBefore: page.shownBefore,
      outdated: isOutdated ? await findOutdatedMail(booking, user.id) : null,
    })
    return response.status(page.status ?? 200).send(html)
  }
}
