import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import {
  answerOnce,
  type WantedChange,
  type ChangeAnswer,
  changeLocked,
  endBooking,
  lockBooking,
} from '#steps'
import Booking from '#models/bookings/booking'
import { inTransaction, keyedRequest } from '#transactions'

interface Rejection extends WantedChange {
  reason: string
  /** Else as the booking says. */
  tellsClient?: boolean
  idempotencyKey?: string | null
}

type Rejected = { outcome: 'rejected'; booking: Booking }
type Turned = { outcome: 'already_decided' | 'stale'; booking: Booking } | { outcome: 'not_found' }

export type RejectionOutcome =
  (Rejected & { replayed: boolean }) | Turned | { outcome: 'key_reused' }

export default class RejectBooking {
  handle(rejection: Rejection): Promise<RejectionOutcome> {
    const { businessId, bookingId: id, by } = rejection
    return answerOnce<
      Rejected,
      Turned,
      Pick<Rejected, 'outcome'>,
      Rejected & { replayed: boolean }
    >(
      { by, key: keyed(rejection) },
      {
        run: (once) => inTransaction((trx) => once(trx, () => this.decide(trx, rejection))),
        store: ({ outcome }) => (outcome === 'rejected' ? { outcome } : null),
        recall: async ({ outcome }) => {
          return { outcome, booking: await Booking.query().where({ businessId, id }).firstOrFail() }
        },
        answer: (done, replayed) => ({ ...done, replayed }),
      }
    )
  }

  private decide(
    trx: Transaction,
    rejection: Rejection
  ): Promise<ChangeAnswer<Rejected | { outcome: 'already_decided'; booking: Booking }>> {
    const { by, reason, tellsClient } = rejection
    return changeLocked(trx, rejection, {
      lock: () => lockBooking(trx, rejection),
      settled: ({ booking, now }) =>
        booking.canBeDecided(now) ? null : { outcome: 'already_decided', booking },
      change: async (_, { booking, now }) => {
        const ending = { to: 'rejected' as const, by, now, reason, tellsClient }
        const owed = await endBooking(trx, booking, ending)
        return { outcome: 'rejected', booking, owed }
      },
    })
  }
}

function keyed({ businessId, bookingId, by, reason, idempotencyKey }: Rejection) {
  return keyedRequest(businessId, idempotencyKey ?? null, ['reject', bookingId, by.userId, reason])
}
