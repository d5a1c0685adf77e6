import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import MoveBooking, { type MoveOutcome } from '#actions/bookings/move_booking'
import { waitInWords } from '#controllers/ask_to_wait'
import { judgeChange, withinBounds } from '#controllers/booking_bounds'
import { openBooking } from '#controllers/guest/bookings/open_booking'
import { noMove, openMoving } from '#controllers/guest/moves/open_moving'
import { readAddress } from '#controllers/guest/pages/read_address'
import {
  type FormAgain,
  setStatus,
  toSendAgain,
  withSentence,
} from '#controllers/guest/submitted_form'
import { Redirect } from '#exceptions/redirect'
import { managePath } from '#formats/pages/addresses'
import type Booking from '#models/bookings/booking'
import { bookingState } from '#models/bookings/booking_state'
import {
  movePage,
  moveTakenPage,
  moveTimesPath,
  type OfferedMoves,
} from '#pages/guest/moves/move_page'
import type { Moving } from '#pages/guest/moves/moving'
import { moveAlternatives, moveQuestion } from '#queries/bookings/move_question'
import { findSlots } from '#scheduling/slots/slots'
import { onlyAt } from '#scheduling/time/spans'
import { emptyForm, type Form, validateForm } from '#validators/form'
import { moveAddress, moveReason } from '#validators/bookings/guest_booking'

const RETRY_SECONDS = 2

/** Opening the page changes nothing. */
export default class MovesController {
  async create(ctx: HttpContext) {
    const { moving, startsAt } = await this.open(ctx, ctx.request.qs())
    if (isThere(moving, startsAt)) return this.toBooking(ctx, moving.mover.booking)
    return this.review(ctx, moving, startsAt, { form: emptyForm() })
  }

  async store(ctx: HttpContext) {
    const { moving, startsAt, wanted } = await this.open(ctx, ctx.request.body())
    const input = await validateForm(moveReason, ctx.request.body(), ctx)
    const { form } = input
    if (!input.ok) return this.review(ctx, moving, startsAt, { form, status: 422 })

    const { booking, hostId } = moving.mover
    const bounded = await withinBounds(
      judgeChange(booking, wanted.as ?? null),
      () =>
        new MoveBooking().handle({
          businessId: booking.businessId,
          bookingId: booking.id,
          startsAt,
          hostId,
          reason: input.data.reason ?? null,
          version: wanted.version ?? null,
          returnProof: wanted.as ?? null,
          by: ctx.by,
        }),
      (moved) => 'booking' in moved
    )
    if ('tooMany' in bounded) {
      const { wait, because } = bounded.tooMany
      const { words, seconds } = waitInWords(wait, ctx.i18n)
      const sentence = ctx.i18n.t(`guest.moves.too_many.${because}`, { wait: words })
      const later = { status: 429, retryAfter: seconds }
      return this.review(ctx, moving, startsAt, withSentence(form, sentence, later))
    }
    return this.answer(ctx, moving, { startsAt, form }, bounded.done)
  }

  private async open(ctx: HttpContext, input: Record<string, unknown>) {
    const booking = await openBooking(ctx)
    const wanted = await readAddress(ctx, booking.business, moveAddress, input)
    const moving = await openMoving(ctx, booking, wanted)
    if (wanted.start === undefined) throw new Redirect(moveTimesPath(moving))
    return { moving, wanted, startsAt: wanted.start }
  }

  private async answer(
    ctx: HttpContext,
    moving: Moving,
    { startsAt, form }: { startsAt: number; form: Form },
    moved: MoveOutcome
  ) {
    switch (moved.outcome) {
      case 'moved':
      case 'requested':
        return this.toBooking(ctx, moved.booking)
      case 'unavailable':
        return this.offer(ctx, moving, startsAt, form, moved)
      case 'busy': {
        const later = { status: 503, retryAfter: RETRY_SECONDS }
        const again = withSentence(form, ctx.i18n.t('guest.moves.busy'), later)
        return this.review(ctx, moving, startsAt, again)
      }
      case 'stale': {
        const booking = await openBooking(ctx)
        const state = bookingState(booking, DateTime.now())
        const current = { ...moving, mover: { ...moving.mover, booking }, state }
        const again = toSendAgain(form, ctx.i18n.t('guest.moves.stale'), 409)
        return this.review(ctx, current, startsAt, again)
      }
      default:
        throw noMove(ctx, await openBooking(ctx))
    }
  }

  /** The new time beside the old one, as long as it is free. */
  private async review(ctx: HttpContext, moving: Moving, startsAt: number, again: FormAgain) {
    const { mover } = moving
    const now = moving.now.toMillis()
    const range = onlyAt(startsAt)
    const [slot] = findSlots(await moveQuestion(mover, range, now))
    if (!slot) {
      const alternatives = await moveAlternatives(mover, startsAt, now)
      return this.offer(ctx, moving, startsAt, again.form, { code: 'gone', alternatives })
    }
    const page = await movePage(moving, slot, again.form)
    setStatus(ctx, again)
    return ctx.view.render('pages/guest/moves/move', page)
  }

  private offer(
    ctx: HttpContext,
    moving: Moving,
    startsAt: number,
    form: Form,
    offered: OfferedMoves
  ) {
    ctx.response.status(409)
    const page = moveTakenPage(moving, startsAt, form, offered)
    return ctx.view.render('pages/guest/moves/move_taken', page)
  }

  private toBooking({ response }: HttpContext, { manageToken }: Booking) {
    return response.redirect().status(303).toPath(managePath(manageToken))
  }
}

/** As where the page is opened once more after the move, or by Back. */
function isThere({ mover: { booking }, host, state }: Moving, start: number): boolean {
  return start === state.startsAt && (host === null || host.id === booking.hostId)
}
