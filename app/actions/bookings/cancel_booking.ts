import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { type AskedChange, type ChangeAnswer, changeLocked, endBooking, lockBooking } from '#steps'
import Booking from '#models/bookings/booking'
import type { EventDetails } from '#models/bookings/booking_event'
import { deliverAfter } from '#outbox'
import { inTransaction, keyedRequest, oncePerKey } from '#transactions'

interface Cancellation extends AskedChange {
  reason: string | null
  idempotencyKey?: string | null
}

type Turned = { outcome: 'not_possible' | 'too_late' | 'stale'; booking: Booking }
type Answer = { outcome: 'cancelled'; booking: Booking } | Turned

export type CancellationOutcome =
  | { outcome: 'cancelled'; booking: Booking; replayed: boolean }
  | Turned
  | { outcome: 'not_found' | 'key_reused' }

/** Clients may until the cut-off, the business until the booking begins. Safe to repeat. */
export default class CancelBooking {
  constructor(private readonly clockOffsetMs = 0) {}

  async handle(cancellation: Cancellation): Promise<CancellationOutcome> {
    const { businessId, bookingId: id, by } = cancellation
    const called = await deliverAfter(by, () =>
      inTransaction((trx) =>
        oncePerKey(trx, keyed(cancellation), () => this.take(trx, cancellation), storedOutcome)
      )
    )
    if (called.outcome === 'replay') {
      const booking = await Booking.query().where({ businessId, id }).firstOrFail()
      return { outcome: 'cancelled', booking, replayed: true }
    }
    return called.outcome === 'cancelled' ? { ...called, replayed: false } : called
  }

  private take(trx: Transaction, cancellation: Cancellation): Promise<ChangeAnswer<Answer>> {
    const { by, reason } = cancellation
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
        const ending = { to: 'cancelled' as const, by, now, reason, details }
        return { outcome: 'cancelled', booking, owed: await endBooking(trx, booking, ending) }
      },
    })
  }
}

function keyed({ businessId, bookingId, by, reason, idempotencyKey }: Cancellation) {
  const asked = ['cancel', bookingId, by.actor, by.userId, reason]
  return keyedRequest(businessId, idempotencyKey ?? null, asked)
}

/** Only a cancellation is final, so nothing else is kept under the idempotency key. */
function storedOutcome({ outcome }: ChangeAnswer<Answer>) {
  return outcome === 'cancelled' ? { outcome } : null
}
