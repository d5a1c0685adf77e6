import type { HttpContext } from '@adonisjs/core/http'
import CorrectAddress from '#actions/bookings/correct_address'
import { askToWait } from '#controllers/ask_to_wait'
import { judgeOwner, withinBounds } from '#controllers/booking_bounds'
import { renderBooking } from '#controllers/owner/bookings/booking_page'
import { besideStored } from '#controllers/owner/newer_form'
import { seeOther } from '#controllers/see_other'
import { Refusal } from '#exceptions/refusal'
import { addressOf } from '#pages/address_of'
import { findBookingRecord } from '#queries/bookings/find_booking_record'
import { addressValidator } from '#validators/bookings/decision'
import { submittedVersion, validateForm } from '#validators/form'

export default class ClientAddressesController {
  async store(ctx: HttpContext) {
    const { business, bouncer, by, request, response, session, i18n } = ctx
    const booking = await findBookingRecord(business, ctx.params.id)
    await bouncer.with('BookingPolicy').authorize('decide', booking)
    const sent = await validateForm(addressValidator, request.body(), ctx, 'owner.validator')
    if (!sent.ok) return renderBooking(ctx, booking, { form: sent.form, status: 422 })

    const bounded = await withinBounds(
      judgeOwner(business, sent.data.address),
      () =>
        new CorrectAddress().handle({
          businessId: business.id,
          bookingId: booking.id,
          email: sent.data.address,
          version: submittedVersion(request.body()),
          by,
        }),
      ({ outcome }) => outcome === 'corrected'
    )
    if ('tooMany' in bounded) {
      const wait = askToWait(ctx, bounded.tooMany.wait)
      sent.form.errors.address = i18n.t('owner.common.too_many_mails', { wait })
      return renderBooking(ctx, booking, { form: sent.form, status: 429 })
    }
    const { outcome } = bounded.done
    if (outcome === 'corrected') {
      session.flash('done', i18n.t('owner.bookings.address.done', { name: booking.clientName }))
      return seeOther(response, 'owner.bookings.show', { id: booking.id })
    }
    if (outcome === 'stale') {
      const current = await findBookingRecord(business, booking.id)
      const newer = { address: current.clientEmail ?? '' }
      const form = await besideStored(ctx, sent.form, {
        values: newer,
        version: current.version,
        subject: { type: 'booking', id: booking.id, actions: ['booking.address_corrected'] },
        address: addressOf('owner.bookings.show', { id: booking.id }),
      })
      return renderBooking(ctx, current, { form, status: 409 })
    }
    if (outcome === 'not_found') throw new Refusal(404, 'not_found')
    sent.form.errors.address = i18n.t(`owner.bookings.address.${outcome}`)
    return renderBooking(ctx, booking, { form: sent.form, status: 422 })
  }
}
