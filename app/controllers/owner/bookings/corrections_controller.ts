import type { HttpContext } from '@adonisjs/core/http'
import CorrectBooking from '#actions/bookings/correct_booking'
import { askToWait } from '#controllers/ask_to_wait'
import { judgeOwner, withinBounds } from '#controllers/booking_bounds'
import { besideStored } from '#controllers/owner/newer_form'
import { seeOther } from '#controllers/see_other'
import { Refusal } from '#exceptions/refusal'
import type Booking from '#models/bookings/booking'
import { findBookingRecord } from '#queries/bookings/find_booking_record'
import {
  correctableOf,
  placesOfBooking,
  questionsOfBooking,
  validateCorrection,
} from '#validators/bookings/correction'
import { emptyForm, type Form, submittedVersion } from '#validators/form'

const FIELD_OF = {
  no_contact: 'client_phone',
  too_few_places: 'seats',
  has_no_places: 'seats',
  move_waits: 'seats',
} as const

interface Page {
  form: Form
  status?: 200 | 409 | 422 | 429
}

export default class CorrectionsController {
  async edit(ctx: HttpContext) {
    const booking = await this.find(ctx)
    const version = booking.detailsVersion
    return this.show(ctx, booking, { form: emptyForm({ ...correctableOf(booking), version }) })
  }

  async update(ctx: HttpContext) {
    const { business, by, i18n, request, response, session } = ctx
    const booking = await this.find(ctx)
    const sent = await validateCorrection(booking, request.body(), ctx)
    const { form } = sent
    if (!sent.ok) return this.show(ctx, booking, { form, status: 422 })

    const { details, tellsClient } = sent
    const bounded = await withinBounds(
      judgeOwner(business, tellsClient ? booking.clientEmail : null),
      () =>
        new CorrectBooking().handle({
          ...{ businessId: business.id, bookingId: booking.id, details, tellsClient, by },
          version: submittedVersion(request.body()),
        }),
      (made) => made.outcome === 'corrected' && made.isTold
    )
    if ('tooMany' in bounded) {
      const wait = askToWait(ctx, bounded.tooMany.wait)
      form.errors.tells_client = i18n.t('owner.common.too_many_mails', { wait })
      return this.show(ctx, booking, { form, status: 429 })
    }
    const corrected = bounded.done
    const isTold = corrected.outcome === 'corrected' && corrected.isTold
    switch (corrected.outcome) {
      case 'corrected':
        session.flash('done', i18n.t(`owner.bookings.correct.${isTold ? 'told' : 'done'}`))
        return seeOther(response, 'owner.bookings.show', { id: booking.id })
      case 'stale': {
        const current = await this.find(ctx)
        const newer = await besideStored(ctx, form, {
          values: { ...correctableOf(current), tells_client: form.values.tells_client },
          version: current.detailsVersion,
          subject: { type: 'booking', id: booking.id, actions: ['booking.corrected'] },
        })
        return this.show(ctx, current, { form: newer, status: 409 })
      }
      case 'not_found':
        throw new Refusal(404, 'not_found')
      default:
        form.errors[FIELD_OF[corrected.outcome]] = i18n.t(
          `owner.bookings.correct.${corrected.outcome}`
        )
        return this.show(ctx, booking, { form, status: 422 })
    }
  }

  private async find({ business, bouncer, params }: HttpContext): Promise<Booking> {
    const booking = await findBookingRecord(business, params.id)
    await bouncer.with('BookingPolicy').authorize('decide', booking)
    await booking.load('link')
    return booking
  }

  private show({ response, view }: HttpContext, booking: Booking, { status = 200, form }: Page) {
    response.status(status)
    const page = {
      ...{ booking, form, questions: questionsOfBooking(booking) },
      places: placesOfBooking(booking),
    }
    return view.render('pages/owner/bookings/correction', page)
  }
}
