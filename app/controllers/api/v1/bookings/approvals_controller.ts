import type { HttpContext } from '@adonisjs/core/http'
import ApproveBooking from '#actions/requests/approve_booking'
import {
  answerChanged,
  bookingRefused,
  bookingToChange,
} from '#controllers/api/v1/bookings/booking'
import { readBody } from '#controllers/api/v1/read'
import { nothingSent } from '#validators/api/nothing'

export default class ApprovalsController {
  async store(ctx: HttpContext) {
    const { change } = await bookingToChange(ctx)
    await readBody(ctx, nothingSent)
    const decided = await new ApproveBooking().handle(change)
    if (decided.outcome === 'approved') return answerChanged(ctx, decided)
    const { outcome } = decided
    throw await bookingRefused(ctx, outcome === 'conflict' ? 'approval_conflict' : outcome)
  }
}
