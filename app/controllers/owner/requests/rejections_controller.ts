import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import RejectBooking from '#actions/requests/reject_booking'
import { renderRequest, toNextRequest } from '#controllers/owner/requests/request_page'
import { chosenToTell } from '#controllers/owner/tell_choice'
import { findBookingRecord } from '#queries/bookings/find_booking_record'
import { rejectionReason, rejectionValidator, withSavedPhrase } from '#validators/bookings/decision'
import { submittedVersion, validateForm } from '#validators/form'
import { submittedShown } from '#validators/seen'

/** Told before any mistake in an answer that came too late. */
const DECIDED = { status: 409, problem: 'already_decided' } as const

export default class RejectionsController {
  async store(ctx: HttpContext) {
    const { business, bouncer, by, request, session, i18n } = ctx
    const booking = await findBookingRecord(business, ctx.params.id)
    await bouncer.with('BookingPolicy').authorize('decide', booking)

    const body = withSavedPhrase({ body: request.body(), settings: business.settings }, ctx)
    const checked = await validateForm(rejectionValidator, body, ctx, 'owner.validator')
    if (!checked.ok) {
      const isOpen = booking.canBeDecided(DateTime.now())
      return renderRequest(ctx, booking, isOpen ? { status: 422, form: checked.form } : DECIDED)
    }

    const tellsClient = chosenToTell(checked.data.tell)
    const { outcome } = await new RejectBooking().handle({
      businessId: business.id,
      bookingId: booking.id,
      version: submittedVersion(body),
      reason: rejectionReason(checked.data),
      tellsClient,
      by,
    })
    if (outcome === 'rejected') {
      const { clientName: name } = booking
      const reached = booking.reachedIf(tellsClient)
      session.flash('done', i18n.t('owner.requests.request.declined', { name, reached }))
      return toNextRequest(ctx)
    }
    const current = await findBookingRecord(business, booking.id)
    if (outcome === 'stale') {
      const shownBefore = submittedShown(body)
      const { form } = checked
      return renderRequest(ctx, current, { form, status: 409, problem: 'changed', shownBefore })
    }
    return renderRequest(ctx, current, DECIDED)
  }
}
