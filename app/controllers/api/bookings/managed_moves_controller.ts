import type { HttpContext } from '@adonisjs/core/http'
import MoveBooking, { type MoveOutcome } from '#actions/bookings/move_booking'
import { passChange, turnedAway } from '#controllers/api/bookings/booking_refusal'
import {
  answerManaged,
  managedChange,
  refusal,
  stale,
} from '#controllers/api/bookings/managed_booking'
import { alternativesOf } from '#shapes/availability/slots'
import { Refusal } from '#exceptions/refusal'
import type Booking from '#models/bookings/booking'
import { moveValidator } from '#validators/pages/public_api'

const SENTENCES = {
  too_late: 'guest.moves.why.too_late',
  too_many_moves: 'guest.moves.why.too_often',
  not_possible: 'guest.moves.why.over',
}

export default class ManagedMovesController {
  async store(ctx: HttpContext) {
    const { booking, input, change, returnProof } = await managedChange(ctx, moveValidator)
    const judgement = await passChange(ctx, booking, returnProof)
    const outcome = await new MoveBooking().handle({
      ...change,
      startsAt: input.starts_at,
      hostId: null,
      reason: input.reason ?? null,
      returnProof,
    })
    if (!('replayed' in outcome) || outcome.replayed) await judgement.cameToNothing()
    return this.answer(ctx, booking, outcome)
  }

  private async answer(ctx: HttpContext, booking: Booking, moved: MoveOutcome) {
    const { i18n } = ctx
    switch (moved.outcome) {
      case 'moved':
      case 'requested':
        return answerManaged(ctx, moved)
      case 'unavailable': {
        const offer = { serviceId: booking.serviceId, durationMinutes: booking.minutes }
        const { timeZone } = booking.business
        throw new Refusal(409, moved.code, i18n.t(`api.unavailable.${moved.code}`), {
          facts: { alternatives: alternativesOf(moved.alternatives, offer, timeZone) },
        })
      }
      case 'stale':
        throw await stale(ctx)
      case 'busy':
      case 'key_reused':
        throw turnedAway(ctx, moved.outcome)
      case 'not_found':
        throw new Refusal(404, 'unknown_booking', i18n.t('api.unknown_booking'))
      default: {
        const sentence = SENTENCES[moved.outcome]
        throw await refusal(ctx, moved.outcome, { sentence, until: 'moveUntil' })
      }
    }
  }
}
