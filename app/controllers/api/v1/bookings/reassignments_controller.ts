import type { HttpContext } from '@adonisjs/core/http'
import ReassignBooking from '#actions/bookings/reassign_booking'
import {
  answerChanged,
  bookingRefused,
  bookingToChange,
} from '#controllers/api/v1/bookings/booking'
import { withinMails } from '#controllers/api/v1/mails'
import { readBody } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import { reassignmentOrder } from '#validators/api/bookings'

/** To a colleague who gives the same service, whose hours, limits and taken time count. */
export default class ReassignmentsController {
  async store(ctx: HttpContext) {
    const { bouncer, i18n } = ctx
    const { booking, change } = await bookingToChange(ctx)
    await bouncer.with('BookingPolicy').authorize('reassign', booking)
    const { host_id: hostId, reason = null } = await readBody(ctx, reassignmentOrder)
    const reassigned = await withinMails(
      ctx,
      booking.clientEmail,
      () => new ReassignBooking().handle({ ...change, hostId, reason }),
      ({ outcome }) => outcome === 'reassigned'
    )
    switch (reassigned.outcome) {
      case 'reassigned':
        return answerChanged(ctx)
      case 'not_a_stand_in':
        throw Refusal.ofField('host_id', 'unknown_host', i18n.t('api.unknown_host'))
      case 'unavailable': {
        const { code } = reassigned
        throw new Refusal(409, code, i18n.t(`api.unavailable.${code}`))
      }
      default:
        throw await bookingRefused(ctx, reassigned.outcome)
    }
  }
}
