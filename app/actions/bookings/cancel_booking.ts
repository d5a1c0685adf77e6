import db from '@adonisjs/lucid/services/db'
import { callOff } from '#actions/bookings/call_off'
import { lockBooking } from '#actions/bookings/lock_booking'
import { wakeDeliveries } from '#actions/notifications/wake_deliveries'
import type Booking from '#models/booking'
import type { EventDetails } from '#models/booking_event'

interface Cancellation {
  businessId: number
  bookingId: number
  actor: 'client' | 'user'
  userId: number | null
  reason: string | null
  /** The `calendarSequence` that the caller saw; without one it is called off however it stands. */
  version?: number | null
  requestId: string | null
}

export type CancellationOutcome =
  | { outcome: 'cancelled' | 'not_possible' | 'too_late' | 'stale'; booking: Booking }
  | { outcome: 'not_found' }

/**
 * A request or a confirmed booking that has not begun is called off; cancelling twice changes
 * nothing. Clients may until the cut-off, the business until it begins.
 */
export default class CancelBooking {
  /** @param clockOffsetMs moves the clock of this cancellation; tests only */
  constructor(private readonly clockOffsetMs = 0) {}

  async handle(cancellation: Cancellation): Promise<CancellationOutcome> {
    const { businessId, bookingId, actor, userId, reason, requestId } = cancellation
    const { version = null } = cancellation
    const result = await db.transaction(async (trx) => {
      const locked = await lockBooking(trx, businessId, bookingId)
      if (!locked) return { outcome: 'not_found' as const, owed: [] }
      const { booking } = locked
      const now = locked.now.plus(this.clockOffsetMs)
      if (booking.status === 'cancelled')
        return { outcome: 'cancelled' as const, booking, owed: [] }
      if (!booking.canBeCancelled(now))
        return { outcome: 'not_possible' as const, booking, owed: [] }
      if (version !== null && version !== booking.calendarSequence)
        return { outcome: 'stale' as const, booking, owed: [] }
      await booking.load('service')
      await booking.load('business', (business) => business.preload('settings'))
      const isLate = !booking.termsAt(now).isInTimeToCancel
      if (isLate && actor === 'client') return { outcome: 'too_late' as const, booking, owed: [] }

      const details: EventDetails = isLate ? { overrides: ['cancel_cutoff'] } : {}
      const who = { actor, userId, reason, requestId }
      const owed = await callOff(trx, booking, { now, details, ...who })
      return { outcome: 'cancelled' as const, booking, owed }
    })

    const { owed, ...outcome } = result
    await wakeDeliveries(owed, requestId)
    return outcome
  }
}
