import type { HttpContext } from '@adonisjs/core/http'
import CancelBooking from '#actions/bookings/cancel_booking'
import { takeAddressTurn, turnedAway } from '#controllers/api/booking_refusal'
import { idempotencyKey } from '#controllers/api/idempotency_key'
import { askedVersion } from '#controllers/api/if_match'
import { answerManaged, managedBooking, refusal, stale } from '#controllers/api/managed_booking'
import { Problem } from '#exceptions/problem'
import { changesPerAddress } from '#start/limiter'
import { validateForm } from '#validators/form'
import { cancellationValidator } from '#validators/public_api'

/** The words of the client's page for what cannot be cancelled any more. */
const SENTENCES = {
  too_late: 'guest.cancel.past_cut_off',
  not_possible: 'guest.cancel.too_late_sentence',
}

/** The client calls a booking off, or withdraws a request; doing it twice changes nothing. */
export default class ManagedCancellationsController {
  async store(ctx: HttpContext) {
    const { request, i18n } = ctx
    const booking = await managedBooking(ctx)
    const posted = await validateForm(cancellationValidator, request.body(), ctx)
    if (!posted.ok) throw Problem.ofForm(posted.form)
    const key = idempotencyKey(ctx)
    await takeAddressTurn(ctx, changesPerAddress)

    const called = await new CancelBooking().handle({
      businessId: booking.businessId,
      bookingId: booking.id,
      actor: 'client',
      userId: null,
      reason: posted.data.reason ?? null,
      version: askedVersion(ctx, booking),
      idempotencyKey: key,
      requestId: request.id() ?? null,
    })
    switch (called.outcome) {
      case 'cancelled':
        if (called.replayed) ctx.response.header('idempotency-replayed', 'true')
        return answerManaged(ctx)
      case 'stale':
        throw await stale(ctx)
      case 'key_reused':
        throw turnedAway(ctx, called.outcome)
      case 'not_found':
        throw new Problem(404, 'unknown_booking', i18n.t('api.unknown_booking'))
      default: {
        const sentence = SENTENCES[called.outcome]
        throw await refusal(ctx, called.outcome, { sentence, until: 'cancelUntil' })
      }
    }
  }
}
