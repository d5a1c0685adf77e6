import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { callOff, lockBooking } from '#diary'
import Booking from '#models/bookings/booking'
import type { EventDetails } from '#models/bookings/booking_event'
import { type OwedMail, wakeDeliveries } from '#outbox'
import { inTransaction, keyedRequest, oncePerKey } from '#transactions'

interface Cancellation {
  businessId: number
  bookingId: number
  actor: 'client' | 'user'
  userId: number | null
  reason: string | null
  /** What the caller read (`isChangedSince`); without it, the booking is cancelled anyway. */
  version?: number | string | null
  idempotencyKey?: string | null
  requestId: string | null
}

export type CancellationOutcome =
  | { outcome: 'cancelled'; booking: Booking; replayed: boolean }
  | { outcome: 'not_possible' | 'too_late' | 'stale'; booking: Booking }
  | { outcome: 'not_found' | 'key_reused' }

type Attempt =
  | { outcome: 'cancelled'; booking: Booking; owed: OwedMail[] }
  | { outcome: 'not_possible' | 'too_late' | 'stale'; booking: Booking }
  | { outcome: 'not_found' }

/** Only a cancellation is final, so nothing else is kept under the idempotency key. */
type StoredOutcome = { outcome: 'cancelled' }

/** Clients may until the cut-off, the business until the booking begins. Safe to repeat. */
export default class CancelBooking {
  constructor(private readonly clockOffsetMs = 0) {}

  async handle(cancellation: Cancellation): Promise<CancellationOutcome> {
    const { businessId, bookingId: id, requestId } = cancellation
    const attempt = await inTransaction((trx) =>
      oncePerKey(trx, keyed(cancellation), () => this.take(trx, cancellation), storedOutcome)
    )
    if (attempt.outcome === 'replay') {
      const booking = await Booking.query().where({ businessId, id }).firstOrFail()
      return { outcome: 'cancelled', booking, replayed: true }
    }
    if (attempt.outcome !== 'cancelled') return attempt
    await wakeDeliveries(attempt.owed, requestId)
    return { outcome: 'cancelled', booking: attempt.booking, replayed: false }
  }

  private async take(trx: Transaction, cancellation: Cancellation): Promise<Attempt> {
    const { businessId, bookingId, actor, userId, reason, requestId } = cancellation
    const { version = null } = cancellation
    const locked = await lockBooking(trx, businessId, bookingId)
    if (!locked) return { outcome: 'not_found' }
    const { booking } = locked
    const now = locked.now.plus(this.clockOffsetMs)
    if (booking.status === 'cancelled') return { outcome: 'cancelled', booking, owed: [] }
    if (!booking.canBeCancelled(now)) return { outcome: 'not_possible', booking }
    if (booking.isChangedSince(version)) return { outcome: 'stale', booking }
    await booking.load('service')
    await booking.load('business', (business) => business.preload('settings'))
    const isLate = !booking.termsAt(now).isInTimeToCancel
    if (isLate && actor === 'client') return { outcome: 'too_late', booking }

    const details: EventDetails = isLate ? { overrides: ['cancel_cutoff'] } : {}
    const who = { actor, userId, reason, requestId }
    const owed = await callOff(trx, booking, { now, details, ...who })
    return { outcome: 'cancelled', booking, owed }
  }
}

function keyed({ businessId, bookingId, actor, userId, reason, idempotencyKey }: Cancellation) {
  const asked = ['cancel', bookingId, actor, userId, reason]
  return keyedRequest(businessId, idempotencyKey ?? null, asked)
}

function storedOutcome({ outcome }: Attempt): StoredOutcome | null {
  return outcome === 'cancelled' ? { outcome } : null
}
