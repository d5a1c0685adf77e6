import type { HttpContext } from '@adonisjs/core/http'
import CancelBooking from '#actions/bookings/cancel_booking'
import { renderBooking } from '#controllers/owner/bookings/booking_page'
import { chosenToTell } from '#controllers/owner/tell_choice'
import { seeOther } from '#controllers/see_other'
import { findBookingRecord } from '#queries/bookings/find_booking_record'
import { cancellationValidator } from '#validators/bookings/decision'
import { emptyForm, submittedVersion, validateForm } from '#validators/form'

export default class CancellationsController {
  async store(ctx: HttpContext) {
    const { business, bouncer, by, request, response, session, i18n } = ctx
    const booking = await findBookingRecord(business, ctx.params.id)
    await bouncer.with('BookingPolicy').authorize('decide', booking)

    const checked = await validateForm(
      cancellationValidator,
      request.body(),
      ctx,
      'owner.validator'
    )
    if (!checked.ok) return renderBooking(ctx, booking, { form: checked.form, status: 422 })

    const tellsClient = chosenToTell(checked.data.cancel_tell)
    const { outcome } = await new CancelBooking().handle({
      businessId: business.id,
      bookingId: booking.id,
      reason: checked.data.reason ?? null,
      tellsClient,
      version: submittedVersion(request.body()),
      by,
    })
    if (outcome === 'cancelled') {
      const { clientName: name } = booking
      const reached = booking.reachedIf(tellsClient)
      session.flash('done', i18n.t('owner.bookings.booking.cancelled', { name, reached }))
      return seeOther(response, 'owner.bookings.show', { id: booking.id })
    }
    const current = await findBookingRecord(business, booking.id)
    if (outcome === 'stale') {
      const { form } = checked
      return renderBooking(ctx, current, { form, status: 409, problem: 'cancel_stale' })
    }
    const page = { form: emptyForm(), status: 409, problem: 'not_possible' } as const
    return renderBooking(ctx, current, page)
  }
}
