import type { HttpContext } from '@adonisjs/core/http'
import CancelBooking from '#actions/bookings/cancel_booking'
import { turnedAway } from '#controllers/api/bookings/booking_refusal'
import {
  answerManaged,
  managedChange,
  refusal,
  stale,
} from '#controllers/api/bookings/managed_booking'
import { Refusal } from '#exceptions/refusal'
import { publicCancellationValidator } from '#validators/pages/public_api'

const SENTENCES = {
  too_late: 'guest.bookings.cancel.past_cut_off',
  not_possible: 'guest.bookings.cancel.too_late_sentence',
}

/** Safe to repeat. */
export default class ManagedCancellationsController {
  async store(ctx: HttpContext) {
    const { input, change } = await managedChange(ctx, publicCancellationValidator)
    const called = await new CancelBooking().handle({ ...change, reason: input.reason ?? null })
    switch (called.outcome) {
      case 'cancelled':
        return answerManaged(ctx, called)
      case 'stale':
        throw await stale(ctx)
      case 'key_reused':
        throw turnedAway(ctx, called.outcome)
      case 'not_found':
        throw new Refusal(404, 'unknown_booking', ctx.i18n.t('api.unknown_booking'))
      default: {
        const sentence = SENTENCES[called.outcome]
        throw await refusal(ctx, called.outcome, { sentence, until: 'cancelUntil' })
      }
    }
  }
}
