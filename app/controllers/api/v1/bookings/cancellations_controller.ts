import type { HttpContext } from '@adonisjs/core/http'
import CancelBooking from '#actions/bookings/cancel_booking'
import {
  answerChanged,
  bookingRefused,
  bookingToChange,
} from '#controllers/api/v1/bookings/booking'
import { readBody } from '#controllers/api/v1/read'
import { cancellationOrder } from '#validators/api/bookings'

/** Safe to repeat. */
export default class CancellationsController {
  async store(ctx: HttpContext) {
    const { change } = await bookingToChange(ctx)
    const input = await readBody(ctx, cancellationOrder)
    const { reason = null, tells_client: tellsClient } = input
    const called = await new CancelBooking().handle({ ...change, reason, tellsClient })
    if (called.outcome === 'cancelled') return answerChanged(ctx, called)
    // A cut-off binds clients alone.
    const { outcome } = called
    throw await bookingRefused(ctx, outcome === 'too_late' ? 'not_possible' : outcome)
  }
}
