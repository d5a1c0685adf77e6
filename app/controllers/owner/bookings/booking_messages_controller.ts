import type { HttpContext } from '@adonisjs/core/http'
import SwitchMessages from '#actions/bookings/switch_messages'
import { renderBooking } from '#controllers/owner/bookings/booking_page'
import { seeOther } from '#controllers/see_other'
import { findBookingRecord } from '#queries/bookings/find_booking_record'
import { messagesValidator } from '#validators/bookings/decision'
import { emptyForm, submittedVersion, validateForm } from '#validators/form'

export default class BookingMessagesController {
  /** Whether its client gets messages about it, from now on. */
  async store(ctx: HttpContext) {
    const { business, bouncer, by, request, response, session, i18n } = ctx
    const booking = await findBookingRecord(business, ctx.params.id)
    await bouncer.with('BookingPolicy').authorize('decide', booking)
    const sent = await validateForm(messagesValidator, request.body(), ctx, 'owner.validator')
    if (!sent.ok) return renderBooking(ctx, booking, { form: sent.form, status: 422 })

    const { messages } = sent.data
    const { outcome } = await new SwitchMessages().handle({
      ...{ businessId: business.id, bookingId: booking.id, by },
      tellsClient: messages === 'on',
      version: submittedVersion(request.body()),
    })
    if (outcome === 'switched') {
      const { clientName: name } = booking
      session.flash('done', i18n.t(`owner.bookings.silent.done_${messages}`, { name }))
      return seeOther(response, 'owner.bookings.show', { id: booking.id })
    }
    const current = await findBookingRecord(business, booking.id)
    const problem = outcome === 'stale' ? 'messages_stale' : 'no_contact'
    return renderBooking(ctx, current, { form: emptyForm(), status: 409, problem })
  }
}
