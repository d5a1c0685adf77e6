import type { HttpContext } from '@adonisjs/core/http'
import MarkAttendance from '#actions/bookings/mark_attendance'
import {
  answerChanged,
  bookingRefused,
  bookingToChange,
} from '#controllers/api/v1/bookings/booking'
import { readBody } from '#controllers/api/v1/read'
import { nothingSent } from '#validators/api/nothing'

/** Safe to repeat: what is noted already stays so. */
export default class AttendancesController {
  complete(ctx: HttpContext) {
    return this.note(ctx, 'completed')
  }

  noShow(ctx: HttpContext) {
    return this.note(ctx, 'no_show')
  }

  private async note(ctx: HttpContext, attendance: 'completed' | 'no_show') {
    const { booking, change } = await bookingToChange(ctx)
    await readBody(ctx, nothingSent)
    if (booking.status === attendance) return answerChanged(ctx)
    const { outcome } = await new MarkAttendance().handle({ ...change, attendance })
    if (outcome === 'marked') return answerChanged(ctx)
    throw await bookingRefused(ctx, outcome)
  }
}
