import type { HttpContext } from '@adonisjs/core/http'
import RejectBooking from '#actions/bookings/reject_booking'
import { renderRequest } from '#controllers/owner/request_page'
import { findBookingRecord } from '#queries/find_booking_record'
import { rejectionReason, rejectionValidator } from '#validators/decision'
import { validateForm } from '#validators/form'

export default class RejectionsController {
  async store(ctx: HttpContext) {
    const { business, bouncer, membership, request, response, session, i18n } = ctx
    const booking = await findBookingRecord(business, ctx.params.id)
    await bouncer.with('BookingPolicy').authorize('decide', booking)

    const checked = await validateForm(rejectionValidator, request.body(), ctx, 'owner.wrong')
    if (!checked.ok) return renderRequest(ctx, booking, { status: 422, form: checked.form })

    const { outcome } = await new RejectBooking().handle({
      businessId: business.id,
      bookingId: booking.id,
      userId: membership.userId,
      reason: rejectionReason(checked.data, i18n),
      requestId: request.id() ?? null,
    })
    if (outcome === 'rejected') {
      session.flash('done', i18n.t('owner.request.declined', { name: booking.clientName }))
      return response.redirect().status(303).toPath(`/admin/requests/${booking.id}`)
    }
    const current = await findBookingRecord(business, booking.id)
    return renderRequest(ctx, current, { status: 409, problem: 'already_decided' })
  }
}
