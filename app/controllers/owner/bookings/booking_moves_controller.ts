import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import MoveBooking, { type MoveOutcome } from '#actions/bookings/move_booking'
import { addressOf } from '#pages/address_of'
import { askToWait } from '#controllers/ask_to_wait'
import { judgeOwner, withinBounds } from '#controllers/booking_bounds'
import { renderBooking } from '#controllers/owner/bookings/booking_page'
import { renderDesk } from '#controllers/owner/bookings/desk_page'
import { readDesk } from '#controllers/owner/bookings/desk_state'
import { hostOfMove } from '#controllers/moved_host'
import { chosenToTell } from '#controllers/owner/tell_choice'
import { findBookingRecord, findBookingToMove } from '#queries/bookings/find_booking_record'
import { instantAt } from '#scheduling/time/zones'
import { bookingMoveValidator } from '#validators/bookings/decision'
import type { DeskState } from '#validators/bookings/desk_form'
import { emptyForm, type Form, submittedVersion, validateForm } from '#validators/form'
import { localPath } from '#validators/local_path'

interface Answer {
  form: Form
  /** Before anything was moved. */
  isThere: boolean
  tellsClient?: boolean
  moved: MoveOutcome
}

export default class BookingMovesController {
  /** A booking is moved at the same desk as it is made. */
  async show(ctx: HttpContext) {
    const { id } = await this.find(ctx)
    const desk = addressOf('owner.new_bookings.create', {}, { query: { move: id } })
    return ctx.response.redirect().toPath(desk)
  }

  /** Hours, limits and taken time count, unless they are set aside; the rules for clients do not. */
  async store(ctx: HttpContext) {
    const { business, by, i18n, request } = ctx
    const booking = await this.find(ctx)
    const { state } = await readDesk({ ...request.body(), move: booking.id }, ctx)
    const sent = await validateForm(bookingMoveValidator, request.body(), ctx, 'owner.validator')
    const { form } = sent
    if (!sent.ok) return renderDesk(ctx, state, { form, status: 422, booking })

    const { date, time, host, tell, anyway = false, move_reason: reason = null } = sent.data
    const chosen = await hostOfMove(ctx, booking, host)
    if (chosen === 'elsewhere') {
      form.errors.host = i18n.t('owner.bookings.new.error.host')
      return renderDesk(ctx, state, { form, status: 422, booking })
    }
    const { hostId } = chosen
    const tellsClient = chosenToTell(tell)
    const startsAt = instantAt(business.timeZone, date, time)
    const version = submittedVersion(request.body())
    // Where the same form is sent twice it has moved since it was read.
    const isThere = !booking.isChangedSince(version) && booking.isAt(startsAt, hostId)
    const bounded = await withinBounds(
      judgeOwner(business, booking.reachedIf(tellsClient) === 'mail' ? booking.clientEmail : null),
      () =>
        new MoveBooking().handle({
          ...{ businessId: business.id, bookingId: booking.id, hostId, reason },
          ...{ startsAt, version },
          ...{ isAnyway: anyway, tellsClient, by },
        }),
      ({ outcome }) => outcome === 'moved' && !isThere
    )
    if ('tooMany' in bounded) {
      const wait = askToWait(ctx, bounded.tooMany.wait)
      form.errors.time = i18n.t('owner.common.too_many_mails', { wait })
      return renderDesk(ctx, state, { form, status: 429, booking })
    }
    return this.answer(ctx, state, { form, isThere, tellsClient, moved: bounded.done })
  }

  private async find({ business, bouncer, params }: HttpContext) {
    const booking = await findBookingToMove(business, params.id)
    await bouncer.with('BookingPolicy').authorize('decide', booking)
    return booking
  }

  private async answer(ctx: HttpContext, state: DeskState, answer: Answer) {
    const { business, params, response, session, i18n } = ctx
    const { form, isThere, tellsClient, moved } = answer
    const { id }: { id: number } = params as never
    if (moved.outcome === 'moved') {
      const { booking } = moved
      const isTexted = business.settings.sendsTexts && booking.textsTo !== null
      const isReached = booking.clientEmail !== null || isTexted
      const isTold = isReached && (tellsClient ?? booking.tellsClient)
      const done = isThere ? 'is_there' : isTold ? 'done' : 'done_untold'
      session.flash('done', i18n.t(`owner.bookings.move.${done}`, { name: booking.clientName }))
      const path = localPath(state.return_to, addressOf('owner.bookings.show', { id }))
      return response.redirect().status(303).toPath(path)
    }
    const booking = await findBookingToMove(business, id)
    switch (moved.outcome) {
      case 'unavailable':
        return renderDesk(ctx, state, { form, status: 409, booking })
      case 'busy':
        response.header('retry-after', '2')
        return renderDesk(ctx, state, { form, status: 503, problem: 'move_busy', booking })
      case 'stale':
        return renderDesk(ctx, state, { form, status: 409, problem: 'move_stale', booking })
      default:
        return renderBooking(ctx, await findBookingRecord(business, id), {
          ...{ form: emptyForm(), status: 409 },
          problem: booking.canBeDecided(DateTime.now()) ? 'move_undecided' : 'not_movable',
        })
    }
  }
}
