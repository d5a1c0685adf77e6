import type { HttpContext } from '@adonisjs/core/http'
import RejectBooking from '#actions/requests/reject_booking'
import {
  answerChanged,
  bookingRefused,
  bookingToChange,
} from '#controllers/api/v1/bookings/booking'
import { readBody } from '#controllers/api/v1/read'
import { rejectionOrder } from '#validators/api/bookings'

export default class RejectionsController {
  async store(ctx: HttpContext) {
    const { change } = await bookingToChange(ctx)
    const { reason, tells_client: tellsClient } = await readBody(ctx, rejectionOrder)
    const decided = await new RejectBooking().handle({ ...change, reason, tellsClient })
    if (decided.outcome === 'rejected') return answerChanged(ctx, decided)
    throw await bookingRefused(ctx, decided.outcome)
  }
}
