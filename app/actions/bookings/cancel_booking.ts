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
import type { EventDetails } from '#models/bookings/booking_event'
import { inTransaction, keyedRequest } from '#transactions'

interface Cancellation extends WantedChange {
  reason: string | null
  /** Else as the booking says. */
  tellsClient?: boolean
  idempotencyKey?: string | null
}

type Turned = { outcome: 'not_possible' | 'too_late' | 'stale'; booking: Booking }
type Unanswered = { outcome: 'not_found' | 'key_reused' }
type Cancelled = { outcome: 'cancelled'; booking: Booking }
type StoredOutcome = Pick<Cancelled, 'outcome'>

export type CancellationOutcome = (Cancelled & { replayed: boolean }) | Turned | Unanswered

/** Clients may until the cut-off, the business until the booking begins. Safe to repeat. */
export default class CancelBooking {
  constructor(private readonly clockOffsetMs = 0) {}

  handle(cancellation: Cancellation): Promise<CancellationOutcome> {
    const { businessId, bookingId: id, by } = cancellation
    const submitted = { by, key: keyed(cancellation) }
    return answerOnce<Cancelled, Turned | Unanswered, StoredOutcome, CancellationOutcome>(
      submitted,
      {
        run: (once) => inTransaction((trx) => once(trx, () => this.take(trx, cancellation))),
        store: storedOutcome,
        recall: async ({ outcome }) => {
          const booking = await Booking.query().where({ businessId, id }).firstOrFail()
          return { outcome, booking }
        },
        answer: (done, replayed) => ({ ...done, replayed }),
      }
    )
  }

  private take(
    trx: Transaction,
    cancellation: Cancellation
  ): Promise<ChangeAnswer<Cancelled | Turned>> {
    const { by, reason, tellsClient } = cancellation
    const { clockOffsetMs } = this
    return changeLocked(trx, cancellation, {
      lock: () => lockBooking(trx, { ...cancellation, clockOffsetMs }),
      settled: ({ booking, now }) => {
        if (booking.status === 'cancelled') return { outcome: 'cancelled', booking }
        return booking.canBeCancelled(now) ? null : { outcome: 'not_possible', booking }
      },
      change: async (_, { booking, now }) => {
        await booking.load('service')
        await booking.load('business', (business) => business.preload('settings'))
        const isLate = !booking.termsAt(now).isInTimeToCancel
        if (isLate && by.actor === 'client') return { outcome: 'too_late', booking }

        const details: EventDetails = isLate ? { overrides: ['cancel_cutoff'] } : {}
        const ending = { to: 'cancelled' as const, by, now, reason, details, tellsClient }
        return { outcome: 'cancelled', booking, owed: await endBooking(trx, booking, ending) }
      },
    })
  }
}

function keyed({ businessId, bookingId, by, reason, idempotencyKey }: Cancellation) {
  const submitted = ['cancel', bookingId, by.actor, by.userId, reason]
  return keyedRequest(businessId, idempotencyKey ?? null, submitted)
}

/** Only a cancellation is final, so nothing else is kept under the idempotency key. */
function storedOutcome({ outcome }: Cancelled | Turned | Unanswered): StoredOutcome | null {
  return outcome === 'cancelled' ? { outcome } : null
}
