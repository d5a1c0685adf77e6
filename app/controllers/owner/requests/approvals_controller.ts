import type { HttpContext } from '@adonisjs/core/http'
import ApproveBooking from '#actions/requests/approve_booking'
import { refusalOf, renderRequest, toNextRequest } from '#controllers/owner/requests/request_page'
import { findBookingRecord } from '#queries/bookings/find_booking_record'
import { submittedVersion } from '#validators/form'
import { submittedShown } from '#validators/seen'

export default class ApprovalsController {
  async store(ctx: HttpContext) {
    const { business, bouncer, by, request, session, i18n } = ctx
    const booking = await findBookingRecord(business, ctx.params.id)
    await bouncer.with('BookingPolicy').authorize('decide', booking)

    const { outcome } = await new ApproveBooking().handle({
      businessId: business.id,
      bookingId: booking.id,
      version: submittedVersion(request.body()),
      by,
    })
    if (outcome === 'approved') {
      const { clientName: name, reached } = booking
      session.flash('done', i18n.t('owner.requests.request.approved', { name, reached }))
      return toNextRequest(ctx)
    }
    const problem = refusalOf(outcome)
    const current = await findBookingRecord(business, booking.id)
    return renderRequest(ctx, current, {
      status: outcome === 'busy' ? 503 : 409,
      problem,
      shownBefore: outcome === 'stale' ? submittedShown(request.body()) : null,
    })
  }
}
