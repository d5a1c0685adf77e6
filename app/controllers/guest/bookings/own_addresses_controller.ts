import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import CorrectAddress from '#actions/bookings/correct_address'
import { withAddressMeant } from '#controllers/guest/bookings/address_meant'
import { judgeChange } from '#controllers/booking_bounds'
import { openBooking } from '#controllers/guest/bookings/open_booking'
import { managePath } from '#formats/pages/addresses'
import type Booking from '#models/bookings/booking'
import { changesPerAddress, takeTurn } from '#start/limiter'
import { emptyForm, type Form, validateForm } from '#validators/form'
import { ownAddress } from '#validators/bookings/guest_booking'

/** Only right after booking. */
export default class OwnAddressesController {
  async create(ctx: HttpContext) {
    const booking = await openBooking(ctx)
    return this.ask(ctx, booking, emptyForm({ client_email: booking.clientEmail ?? '' }))
  }

  async store(ctx: HttpContext) {
    const booking = await openBooking(ctx)
    const sent = await validateForm(ownAddress, ctx.request.body(), ctx)
    const meant = withAddressMeant(ctx, sent.form)
    if (meant) return this.ask(ctx, booking, meant)
    if (!sent.ok) return this.ask(ctx, booking, sent.form, 422)
    const wait = await takeTurn(changesPerAddress, ctx.request.ip())
    if (wait !== null) {
      ctx.response.header('retry-after', String(wait))
      const sentence = ctx.i18n.t('guest.address.too_many', { minutes: Math.ceil(wait / 60) })
      return this.ask(ctx, booking, { ...sent.form, errors: { form: sentence } }, 429)
    }

    const email = sent.data.client_email
    const { verdict, cameToNothing } = await judgeChange(
      { business: booking.business, clientEmail: email },
      null
    )
    if (typeof verdict !== 'string') {
      await cameToNothing()
      ctx.response.header('retry-after', String(verdict.wait))
      const sentence = ctx.i18n.t(`guest.address.too_many_mails.${verdict.because}`)
      return this.ask(ctx, booking, { ...sent.form, errors: { client_email: sentence } }, 429)
    }

    const outcome = await new CorrectAddress().handle({
      businessId: booking.businessId,
      bookingId: booking.id,
      email,
      userId: null,
      requestId: ctx.request.id() ?? null,
    })
    if (outcome !== 'corrected') await cameToNothing()
    if (outcome === 'corrected' || outcome === 'unchanged') {
      // The link is made for the address, so there is a new one now.
      const { manageToken } = await booking.refresh()
      return ctx.response.redirect().status(303).toPath(managePath(manageToken))
    }
    const errors = { form: ctx.i18n.t('guest.address.too_late') }
    return this.ask(ctx, booking, { ...sent.form, errors }, 409)
  }

  private ask({ response, view }: HttpContext, booking: Booking, form: Form, status = 200) {
    response.status(status)
    const isInTime = booking.canCorrectAddress(DateTime.now())
    return view.render('pages/guest/bookings/own_address', { booking, form, isInTime })
  }
}
