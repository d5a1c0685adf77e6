import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import CorrectAddress from '#actions/bookings/correct_address'
import { waitInWords } from '#controllers/ask_to_wait'
import { judgeChange, withinBounds } from '#controllers/booking_bounds'
import { openBooking } from '#controllers/guest/bookings/open_booking'
import {
  type FormAgain,
  setStatus,
  withAddressMeant,
  withSentence,
} from '#controllers/guest/submitted_form'
import { managePath } from '#formats/pages/addresses'
import type Booking from '#models/bookings/booking'
import { changesPerAddress, consumeLimit } from '#start/limiter'
import { emptyForm, validateForm } from '#validators/form'
import { ownAddress } from '#validators/bookings/guest_booking'

/** Only right after booking. */
export default class OwnAddressesController {
  async create(ctx: HttpContext) {
    const booking = await openBooking(ctx)
    return this.ask(ctx, booking, { form: emptyForm({ client_email: booking.clientEmail ?? '' }) })
  }

  async store(ctx: HttpContext) {
    const { i18n, request, response } = ctx
    const booking = await openBooking(ctx)
    const input = await validateForm(ownAddress, request.body(), ctx)
    const meant = withAddressMeant(ctx, input.form)
    if (meant) return this.ask(ctx, booking, meant)
    const { form } = input
    if (!input.ok) return this.ask(ctx, booking, { form, status: 422 })
    const wait = await consumeLimit(changesPerAddress, request.ip())
    if (wait !== null) {
      const { words, seconds } = waitInWords(wait, i18n)
      const sentence = i18n.t('guest.bookings.address.too_many', { wait: words })
      const later = { status: 429, retryAfter: seconds }
      return this.ask(ctx, booking, withSentence(form, sentence, later))
    }

    const email = input.data.client_email
    const { business } = booking
    const bounded = await withinBounds(
      judgeChange({ business, clientEmail: email }, null),
      () =>
        new CorrectAddress().handle({
          businessId: booking.businessId,
          bookingId: booking.id,
          email,
          by: ctx.by,
        }),
      ({ outcome }) => outcome === 'corrected'
    )
    if ('tooMany' in bounded) {
      const { because } = bounded.tooMany
      const { words, seconds } = waitInWords(bounded.tooMany.wait, i18n)
      const sentence = i18n.t(`guest.bookings.address.too_many_mails.${because}`, { wait: words })
      const again = { ...form, errors: { client_email: sentence } }
      return this.ask(ctx, booking, { form: again, status: 429, retryAfter: seconds })
    }

    const { outcome } = bounded.done
    if (outcome === 'corrected' || outcome === 'unchanged') {
      // The link is made for the address, so there is a new one now.
      const { manageToken } = await booking.refresh()
      return response.redirect().status(303).toPath(managePath(manageToken))
    }
    const sentence = i18n.t('guest.bookings.address.too_late')
    return this.ask(ctx, booking, withSentence(form, sentence, { status: 409 }))
  }

  private ask(ctx: HttpContext, booking: Booking, again: FormAgain) {
    setStatus(ctx, again)
    const isInTime = booking.canCorrectAddress(DateTime.now())
    return ctx.view.render('pages/guest/bookings/own_address', {
      booking,
      form: again.form,
      isInTime,
    })
  }
}
