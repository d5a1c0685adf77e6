import type { HttpContext } from '@adonisjs/core/http'
import ReassignBooking from '#actions/bookings/reassign_booking'
import { askToWait } from '#controllers/ask_to_wait'
import { judgeOwner, withinBounds } from '#controllers/booking_bounds'
import { renderBooking } from '#controllers/owner/bookings/booking_page'
import { seeOther } from '#controllers/see_other'
import { findBookingRecord } from '#queries/bookings/find_booking_record'
import { reassignmentValidator } from '#validators/bookings/decision'
import { emptyForm, submittedVersion, validateForm } from '#validators/form'

export default class BookingReassignmentsController {
  /** The other host's hours, limits and taken time count. */
  async store(ctx: HttpContext) {
    const { business, bouncer, by, request, response, session, i18n } = ctx
    const booking = await findBookingRecord(business, ctx.params.id)
    await bouncer.with('BookingPolicy').authorize('reassign', booking)
    const sent = await validateForm(reassignmentValidator, request.body(), ctx, 'owner.validator')
    if (!sent.ok) return renderBooking(ctx, booking, { form: sent.form, status: 422 })

    const { stand_in: hostId, reassign_reason: reason = null } = sent.data
    const bounded = await withinBounds(
      judgeOwner(business, booking.clientEmail),
      () =>
        new ReassignBooking().handle({
          businessId: business.id,
          bookingId: booking.id,
          hostId,
          reason,
          version: submittedVersion(request.body()),
          by,
        }),
      ({ outcome }) => outcome === 'reassigned'
    )
    if ('tooMany' in bounded) {
      const wait = askToWait(ctx, bounded.tooMany.wait)
      sent.form.errors.stand_in = i18n.t('owner.common.too_many_mails', { wait })
      return renderBooking(ctx, booking, { form: sent.form, status: 429 })
    }
    const reassigned = bounded.done
    const { form } = sent
    const current = await findBookingRecord(business, booking.id)
    switch (reassigned.outcome) {
      case 'reassigned':
        session.flash(
          'done',
          i18n.t(`owner.bookings.reassign.${current.status === 'pending' ? 'asked' : 'done'}`, {
            host: current.host.name,
            name: booking.clientName,
            reached: booking.reached,
          })
        )
        return seeOther(response, 'owner.bookings.show', { id: booking.id })
      case 'unavailable':
        form.errors.stand_in = i18n.t(`owner.bookings.reassign.refused.${reassigned.code}`)
        return renderBooking(ctx, current, { form, status: 409 })
      case 'not_a_stand_in':
        form.errors.stand_in = i18n.t('owner.bookings.reassign.not_a_stand_in')
        return renderBooking(ctx, current, { form, status: 422 })
      case 'busy':
        response.header('retry-after', '2')
        return renderBooking(ctx, current, { form, status: 503, problem: 'reassign_busy' })
      case 'stale':
        return renderBooking(ctx, current, { form, status: 409, problem: 'reassign_stale' })
      case 'move_waits':
        return renderBooking(ctx, current, { form, status: 409, problem: 'reassign_move_waits' })
      default:
        return renderBooking(ctx, current, {
          form: emptyForm(),
          status: 409,
          problem: 'not_reassignable',
        })
    }
  }
}
