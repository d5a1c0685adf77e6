import db from '@adonisjs/lucid/services/db'
import { lockBooking, releaseClaims } from '#actions/bookings/lock_booking'
import { recordChange } from '#actions/bookings/record_change'
import { rearmAfterBooking } from '#actions/links/rearm_after_booking'
import { oweNotifications } from '#actions/notifications/owe_notifications'
import { planReminders } from '#actions/notifications/plan_reminders'
import { wakeDeliveries } from '#actions/notifications/wake_deliveries'
import type Booking from '#models/booking'

interface Cancellation {
  businessId: number
  bookingId: number
  actor: 'client' | 'user'
  userId: number | null
  reason: string | null
  requestId: string | null
}

export type CancellationOutcome =
  { outcome: 'cancelled' | 'not_possible'; booking: Booking } | { outcome: 'not_found' }

/** A request or a confirmed booking that has not begun is called off; cancelling twice changes nothing. */
export default class CancelBooking {
  async handle(cancellation: Cancellation): Promise<CancellationOutcome> {
    const { businessId, bookingId, actor, userId, reason, requestId } = cancellation
    const result = await db.transaction(async (trx) => {
      const locked = await lockBooking(trx, businessId, bookingId)
      if (!locked) return { outcome: 'not_found' as const, owed: [] }
      const { booking, now } = locked
      if (booking.status === 'cancelled')
        return { outcome: 'cancelled' as const, booking, owed: [] }
      if (!booking.canBeCancelled(now))
        return { outcome: 'not_possible' as const, booking, owed: [] }

      const from = booking.status
      await booking
        .merge({
          status: 'cancelled',
          expiresAt: null,
          calendarSequence: booking.calendarSequence + 1,
        })
        .save()
      await releaseClaims(trx, booking)
      await rearmAfterBooking(trx, booking)
      await recordChange(trx, { booking, from, to: 'cancelled', actor, userId, reason, requestId })
      await planReminders(trx, booking, now)
      const owed = await oweNotifications(trx, {
        booking,
        type: 'booking_cancelled',
        audience: 'both',
        exceptUserId: userId,
        requestId,
      })
      return { outcome: 'cancelled' as const, booking, owed }
    })

    const { owed, ...outcome } = result
    await wakeDeliveries(owed, requestId)
    return outcome
  }
}
