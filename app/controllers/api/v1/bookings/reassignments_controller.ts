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

/** To a colleague who gives the same service, or into another of its rooms; hours, limits and taken time count. */
export default class ReassignmentsController {
  async store(ctx: HttpContext) {
    const { bouncer, i18n } = ctx
    const { booking, change } = await bookingToChange(ctx)
    await bouncer.with('BookingPolicy').authorize('reassign', booking)
    const order = await readBody(ctx, reassignmentOrder)
    const { host_id: hostId = null, room_id: roomId = null, reason = null } = order
    const { tells_client: tellsClient } = order
    const reassigned = await withinMails(
      ctx,
      booking.reachedIf(tellsClient) === 'mail' ? booking.clientEmail : null,
      () => new ReassignBooking().handle({ ...change, hostId, roomId, reason, tellsClient }),
      ({ outcome }) => outcome === 'reassigned'
    )
    switch (reassigned.outcome) {
      case 'reassigned':
        return answerChanged(ctx)
      case 'not_a_stand_in':
        throw Refusal.ofField('host_id', 'unknown_host', i18n.t('api.unknown_host'))
      case 'not_a_room':
        throw Refusal.ofField('room_id', 'unknown_room', i18n.t('api.unknown_room'))
      case 'unavailable': {
        const { code } = reassigned
        throw new Refusal(409, code, i18n.t(`api.unavailable.${code}`))
      }
      default:
        throw await bookingRefused(ctx, reassigned.outcome)
    }
  }
}
