import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import CancelBooking from '#actions/bookings/cancel_booking'
import { openBooking } from '#controllers/guest/bookings/open_booking'
import { managePath } from '#formats/pages/addresses'
import type Booking from '#models/bookings/booking'
import { bookingState } from '#models/bookings/booking_state'
import { cancellationReason } from '#validators/bookings/guest_booking'
import { emptyForm, type Form, validateForm } from '#validators/form'

export default class CancellationsController {
  async create(ctx: HttpContext) {
    const booking = await openBooking(ctx)
    if (booking.status === 'cancelled') return this.showBooking(ctx, booking)
    return this.ask(ctx, booking, emptyForm())
  }

  async store(ctx: HttpContext) {
    const booking = await openBooking(ctx)
    const input = await validateForm(cancellationReason, ctx.request.body(), ctx)
    if (!input.ok) return this.ask(ctx, booking, input.form, 422)

    const { outcome } = await new CancelBooking().handle({
      businessId: booking.businessId,
      bookingId: booking.id,
      reason: input.data.reason ?? null,
      by: ctx.by,
    })
    if (outcome !== 'cancelled') return this.ask(ctx, await openBooking(ctx), input.form, 409)
    return this.showBooking(ctx, booking)
  }

  private showBooking({ response }: HttpContext, booking: Booking) {
    return response.redirect().status(303).toPath(managePath(booking.manageToken))
  }

  private ask(ctx: HttpContext, booking: Booking, form: Form, status = 200) {
    ctx.response.status(status)
    const state = bookingState(booking, DateTime.now())
    const isPastCutOff = state.status === 'approved' && !state.hasBegun && !state.isInTimeToCancel
    return ctx.view.render('pages/guest/bookings/cancellation', { ...state, isPastCutOff, form })
  }
}
