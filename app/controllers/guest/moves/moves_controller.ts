import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import MoveBooking, { type MoveOutcome } from '#actions/bookings/move_booking'
import { judgeChange } from '#controllers/booking_bounds'
import { bookingState, openBooking, wordTerms } from '#controllers/guest/bookings/open_booking'
import { type Moving, noMove, openMoving } from '#controllers/guest/moves/open_moving'
import { Redirect } from '#exceptions/redirect'
import { readAddress } from '#controllers/guest/pages/read_address'
import { changesInBrief } from '#formats/bookings/booking_terms'
import { managePath, withQuery } from '#formats/pages/addresses'
import { formatHosts } from '#formats/bookings/hosts'
import { isOnlyAsked, moveAlternatives, moveQuestion } from '#queries/bookings/move_question'
import type Booking from '#models/bookings/booking'
import { findSlots } from '#scheduling/slots/slots'
import type { Slot } from '#scheduling/types'
import { emptyForm, type Form, validateForm } from '#validators/form'
import { moveAddress, moveReason } from '#validators/bookings/guest_booking'

const RETRY_SECONDS = 2

/** Opening the page changes nothing. */
export default class MovesController {
  async create(ctx: HttpContext) {
    const opened = await openBooking(ctx)
    const asked = await readAddress(ctx, opened.business, moveAddress, ctx.request.qs())
    const moving = await openMoving(ctx, opened, asked)
    if (asked.start === undefined) throw new Redirect(timesOf(moving))
    if (isThere(moving, asked.start)) return this.toBooking(ctx, opened)
    return this.review(ctx, moving, asked.start, emptyForm())
  }

  async store(ctx: HttpContext) {
    const opened = await openBooking(ctx)
    const asked = await readAddress(ctx, opened.business, moveAddress, ctx.request.body())
    const moving = await openMoving(ctx, opened, asked)
    if (asked.start === undefined) throw new Redirect(timesOf(moving))
    const sent = await validateForm(moveReason, ctx.request.body(), ctx)
    if (!sent.ok) return this.review(ctx, moving, asked.start, sent.form, 422)

    const { booking, hostId } = moving.mover
    const judgement = await judgeChange(booking, asked.as ?? null)
    const { verdict } = judgement
    if (typeof verdict !== 'string') {
      await judgement.cameToNothing()
      ctx.response.header('retry-after', String(verdict.wait))
      const sentence = ctx.i18n.t(`guest.move.too_many.${verdict.because}`)
      return this.review(ctx, moving, asked.start, inWords(sent.form, sentence), 429)
    }
    const outcome = await new MoveBooking().handle({
      businessId: booking.businessId,
      bookingId: booking.id,
      startsAt: asked.start,
      hostId,
      actor: 'client',
      userId: null,
      reason: sent.data.reason ?? null,
      version: asked.version ?? null,
      returnMark: asked.as ?? null,
      requestId: ctx.request.id() ?? null,
    })
    if (!('booking' in outcome)) await judgement.cameToNothing()
    return this.answer(ctx, moving, { startsAt: asked.start, form: sent.form }, outcome)
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
        return this.offer(ctx, moving, { ...moved, startsAt, form })
      case 'busy':
        ctx.response.header('retry-after', String(RETRY_SECONDS))
        return this.review(ctx, moving, startsAt, inWords(form, ctx.i18n.t('guest.move.busy')), 503)
      case 'stale': {
        const { booking, state } = await reopen(ctx)
        const current = { ...moving, mover: { ...moving.mover, booking }, state }
        const sentence = ctx.i18n.t('guest.move.stale')
        return this.review(ctx, current, startsAt, inWords(form, sentence), 409)
      }
      default: {
        const { booking, state } = await reopen(ctx)
        throw noMove(ctx, booking, state)
      }
    }
  }

  private async review(
    ctx: HttpContext,
    moving: Moving,
    startsAt: number,
    form: Form,
    status = 200
  ) {
    const { mover, now } = moving
    const range = { start: startsAt, end: startsAt + 1 }
    const question = await moveQuestion(mover, range, now.toMillis())
    const [slot] = findSlots(question)
    if (!slot) {
      const alternatives = await moveAlternatives(mover, startsAt, now.toMillis())
      return this.offer(ctx, moving, { code: 'gone', alternatives, startsAt, form })
    }
    ctx.response.status(status)
    return ctx.view.render('pages/guest/moves/move', {
      ...pageState(moving, startsAt),
      newEndsAt: slot.end,
      newHost: newHost(moving, slot),
      isAsked: await isOnlyAsked(mover),
      terms: termsThere(ctx, moving, startsAt),
      form,
    })
  }

  private offer(
    ctx: HttpContext,
    moving: Moving,
    offer: { code: string; alternatives: Slot[]; startsAt: number; form: Form }
  ) {
    ctx.response.status(409)
    return ctx.view.render('pages/guest/moves/move_taken', {
      ...pageState(moving, offer.startsAt),
      ...offer,
      alternatives: offer.alternatives.map((slot) => ({
        ...slot,
        changes: changesInBrief(termsThere(ctx, moving, slot.start)),
      })),
      startsAt: moving.state.startsAt,
    })
  }

  private toBooking({ response }: HttpContext, { manageToken }: Booking) {
    return response.redirect().status(303).toPath(managePath(manageToken))
  }
}

function timesOf({ mover, carried }: Moving): string {
  return withQuery(`${managePath(mover.booking.manageToken)}/move`, carried)
}

/** As when the page is opened again after the move, or by Back. */
function isThere({ mover: { booking }, host, state }: Moving, start: number): boolean {
  return start === state.startsAt && (host === null || host.id === booking.hostId)
}

/** Null where the host is chosen at the move. */
function newHost(moving: Moving, { hostIds }: Slot): string | null {
  const { mover, host, hosts, locale } = moving
  if (host) return host.name
  if (hostIds.includes(mover.booking.hostId)) return formatHosts(mover.booking, locale)
  const [only, ...others] = hosts.filter(({ id }) => hostIds.includes(id))
  return only && others.length === 0 ? only.name : null
}

/** Asking for a move uses up none yet. */
function termsThere(ctx: HttpContext, { mover, timeZone }: Moving, startsAt: number) {
  const { booking } = mover
  const there = booking.toldTerms(DateTime.now(), {
    startsAt,
    moved: booking.clientMoves + 1,
  })
  return wordTerms(ctx, booking, there, timeZone)
}

/** As it stands now, since somebody else was quicker. */
async function reopen(ctx: HttpContext) {
  const booking = await openBooking(ctx)
  return { booking, state: bookingState(booking) }
}

function inWords(form: Form, sentence: string): Form {
  return { ...form, errors: { form: sentence, ...form.errors } }
}

function pageState({ mover, host, carried, state, timeZone }: Moving, newStartsAt: number) {
  const base = `${managePath(mover.booking.manageToken)}/move`
  return {
    ...state,
    timeZone,
    host,
    carried,
    newStartsAt,
    version: mover.booking.calendarSequence,
    timesAddress: withQuery(base, carried),
    reviewPath: `${base}/review`,
  }
}
