import type { HttpContext } from '@adonisjs/core/http'
import MoveBooking, { type MoveOutcome } from '#actions/bookings/move_booking'
import { takeAddressTurn, turnedAway } from '#controllers/api/booking_refusal'
import { idempotencyKey } from '#controllers/api/idempotency_key'
import { askedVersion } from '#controllers/api/if_match'
import { answerManaged, managedBooking, refusal, stale } from '#controllers/api/managed_booking'
import { alternativesOf } from '#controllers/api/slots'
import { Problem } from '#exceptions/problem'
import type Booking from '#models/booking'
import { changesPerAddress } from '#start/limiter'
import { validateForm } from '#validators/form'
import { moveValidator } from '#validators/public_api'

/** The words of the client's page for what cannot be moved any more. */
const SENTENCES = {
  too_late: 'guest.move.why.too_late',
  too_many_moves: 'guest.move.why.too_often',
  not_possible: 'guest.move.why.over',
}

/** The client moves a booking, or asks for it where the business says yes first. */
export default class ManagedMovesController {
  async store(ctx: HttpContext) {
    const { request } = ctx
    const booking = await managedBooking(ctx)
    const posted = await validateForm(moveValidator, request.body(), ctx)
    if (!posted.ok) throw Problem.ofForm(posted.form)
    const key = idempotencyKey(ctx)
    await takeAddressTurn(ctx, changesPerAddress)

    const outcome = await new MoveBooking().handle({
      businessId: booking.businessId,
      bookingId: booking.id,
      startsAt: posted.data.starts_at,
      hostId: null,
      actor: 'client',
      userId: null,
      reason: posted.data.reason ?? null,
      version: askedVersion(ctx, booking),
      idempotencyKey: key,
      requestId: request.id() ?? null,
    })
    return this.answer(ctx, booking, outcome)
  }

  private async answer(ctx: HttpContext, booking: Booking, moved: MoveOutcome) {
    const { i18n } = ctx
    switch (moved.outcome) {
      case 'moved':
      case 'requested':
        if (moved.replayed) ctx.response.header('idempotency-replayed', 'true')
        return answerManaged(ctx)
      case 'unavailable': {
        const offer = { serviceId: booking.serviceId, durationMinutes: booking.minutes }
        const { timeZone } = booking.business
        throw new Problem(409, moved.code, i18n.t(`api.unavailable.${moved.code}`), {
          alternatives: alternativesOf(moved.alternatives, offer, timeZone),
        })
      }
      case 'stale':
        throw await stale(ctx)
      case 'busy':
      case 'key_reused':
        throw turnedAway(ctx, moved.outcome)
      case 'not_found':
        throw new Problem(404, 'unknown_booking', i18n.t('api.unknown_booking'))
      default: {
        const sentence = SENTENCES[moved.outcome]
        throw await refusal(ctx, moved.outcome, { sentence, until: 'moveUntil' })
      }
    }
  }
}
