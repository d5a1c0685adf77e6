import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import MoveBooking, { type MoveOutcome } from '#actions/bookings/move_booking'
import { addressOf } from '#pages/address_of'
import type { UnavailableCode } from '#scheduling/reasons/refusal_code'
import { askToWait } from '#controllers/ask_to_wait'
import { judgeOwner } from '#controllers/booking_bounds'
import { renderBooking } from '#controllers/owner/bookings/booking_page'
import type Booking from '#models/bookings/booking'
import { findBookingRecord } from '#queries/bookings/find_booking_record'
import { bookingMoveValidator } from '#validators/bookings/decision'
import { emptyForm, type Form, submittedVersion, validateForm } from '#validators/form'

export default class BookingMovesController {
  /** Hours, limits and taken time count; the rules for clients do not. */
  async store(ctx: HttpContext) {
    const { business, bouncer, by, request } = ctx
    const booking = await findBookingRecord(business, ctx.params.id)
    await bouncer.with('BookingPolicy').authorize('decide', booking)
    const sent = await validateForm(bookingMoveValidator, request.body(), ctx, 'owner.validator')
    if (!sent.ok) return renderBooking(ctx, booking, { form: sent.form, status: 422 })

    const { start, move_date: date, move_time: time } = sent.data
    const typed = DateTime.fromISO(`${date}T${time}`, { zone: business.timeZone })
    const judgement = await judgeOwner(business, booking.clientEmail)
    if (typeof judgement.verdict !== 'string') {
      await judgement.cameToNothing()
      const wait = askToWait(ctx, judgement.verdict.wait)
      sent.form.errors.move_time = ctx.i18n.t('owner.common.too_many_mails', { wait })
      return renderBooking(ctx, booking, { form: sent.form, status: 429 })
    }
    const outcome = await new MoveBooking().handle({
      businessId: business.id,
      bookingId: booking.id,
      startsAt: start ?? typed.toMillis(),
      hostId: null,
      reason: sent.data.move_reason ?? null,
      version: submittedVersion(request.body()),
      by,
    })
    if (outcome.outcome !== 'moved') await judgement.cameToNothing()
    return this.answer(ctx, booking, sent.form, outcome)
  }

  private async answer(ctx: HttpContext, { id }: Booking, form: Form, moved: MoveOutcome) {
    const { business, response, session, i18n } = ctx
    if (moved.outcome === 'moved') {
      session.flash('done', i18n.t('owner.bookings.move.done', { name: moved.booking.clientName }))
      return response
        .redirect()
        .status(303)
        .toPath(addressOf('owner.bookings.show', { id: id }))
    }
    const current = await findBookingRecord(business, id)
    switch (moved.outcome) {
      case 'unavailable': {
        const errors = { move_time: i18n.t(sentenceOf(moved.code)) }
        const { alternatives } = moved
        const refused = { ...form, errors }
        return renderBooking(ctx, current, { form: refused, status: 409, alternatives })
      }
      case 'busy':
        response.header('retry-after', '2')
        return renderBooking(ctx, current, { form, status: 503, problem: 'move_busy' })
      case 'stale':
        return renderBooking(ctx, current, { form, status: 409, problem: 'move_stale' })
      default:
        return renderBooking(ctx, current, {
          ...{ form: emptyForm(), status: 409 },
          problem: current.canBeDecided(DateTime.now()) ? 'move_undecided' : 'not_movable',
        })
    }
  }
}

/** No notice binds the business, so what is too soon for it is over. */
function sentenceOf(code: UnavailableCode): string {
  return code === 'too_soon' ? 'owner.bookings.move.past' : `api.unavailable.${code}`
}
