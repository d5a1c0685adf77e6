import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import MoveBooking from '#actions/bookings/move_booking'
import {
  answerChanged,
  bookingRefused,
  bookingToChange,
} from '#controllers/api/v1/bookings/booking'
import { withinMails } from '#controllers/api/v1/mails'
import { readBody } from '#controllers/api/v1/read'
import { hostOfMove } from '#controllers/moved_host'
import { Refusal } from '#exceptions/refusal'
import { alternativesOf } from '#shapes/availability/slots'
import { moveOrder } from '#validators/api/bookings'

/** Hours, limits and taken time count, unless the rules are set aside; the rules for clients do not. */
export default class MovesController {
  async store(ctx: HttpContext) {
    const { business, i18n } = ctx
    const { booking, change } = await bookingToChange(ctx)
    const input = await readBody(ctx, moveOrder)
    const chosen = await hostOfMove(ctx, booking, input.host_id)
    if (chosen === 'elsewhere') {
      throw Refusal.ofField('host_id', 'unknown_host', i18n.t('api.unknown_host'))
    }
    const { tells_client: tellsClient } = input
    const moved = await withinMails(
      ctx,
      booking.reachedIf(tellsClient) === 'mail' ? booking.clientEmail : null,
      () =>
        new MoveBooking().handle({
          ...{ ...change, hostId: chosen.hostId, startsAt: input.starts_at },
          ...{ reason: input.reason ?? null, tellsClient },
          isAnyway: input.against?.includes('rules') ?? false,
        }),
      (done) => done.outcome === 'moved' && !done.replayed
    )
    switch (moved.outcome) {
      case 'moved':
      case 'requested':
        return answerChanged(ctx, moved)
      case 'unavailable': {
        const offer = { serviceId: booking.serviceId, durationMinutes: booking.minutes }
        throw new Refusal(409, moved.code, i18n.t(`api.unavailable.${moved.code}`), {
          facts: { alternatives: alternativesOf(moved.alternatives, offer, business.timeZone) },
        })
      }
      case 'stale':
      case 'busy':
      case 'key_reused':
      case 'not_found':
        throw await bookingRefused(ctx, moved.outcome)
      default: {
        const isOpen = booking.canBeDecided(DateTime.utc())
        throw await bookingRefused(ctx, isOpen ? 'move_undecided' : 'not_possible')
      }
    }
  }
}
