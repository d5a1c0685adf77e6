import db from '@adonisjs/lucid/services/db'
import { keepClaims, lockBooking } from '#actions/bookings/lock_booking'
import { recordChange } from '#actions/bookings/record_change'
import { oweNotifications } from '#actions/notifications/owe_notifications'
import { planReminders } from '#actions/notifications/plan_reminders'
import { wakeDeliveries } from '#actions/notifications/wake_deliveries'
import type Booking from '#models/booking'

interface Approval {
  businessId: number
  bookingId: number
  userId: number
  requestId: string | null
}

export type ApprovalOutcome =
  | { outcome: 'approved' | 'already_decided' | 'conflict'; booking: Booking }
  | { outcome: 'not_found' }

/** The first decision stands: the row is locked, and its hold must not have run out by the database's clock. */
export default class ApproveBooking {
  async handle({ businessId, bookingId, userId, requestId }: Approval): Promise<ApprovalOutcome> {
    const result = await db.transaction(async (trx) => {
      const locked = await lockBooking(trx, businessId, bookingId)
      if (!locked) return { outcome: 'not_found' as const, owed: [] }
      const { booking, now } = locked
      if (!booking.canBeDecided(now))
        return { outcome: 'already_decided' as const, booking, owed: [] }

      if (!(await keepClaims(trx, booking))) {
        return { outcome: 'conflict' as const, booking, owed: [] }
      }

      const from = booking.status
      await booking
        .merge({ status: 'approved', approvedAt: now, approvedBy: userId, expiresAt: null })
        .save()
      await recordChange(trx, { booking, from, to: 'approved', actor: 'user', userId, requestId })
      await planReminders(trx, booking, now)
      const owed = await oweNotifications(trx, {
        booking,
        type: 'booking_confirmed',
        audience: 'both',
        exceptUserId: userId,
        requestId,
      })
      return { outcome: 'approved' as const, booking, owed }
    })

    const { owed, ...outcome } = result
    await wakeDeliveries(owed, requestId)
    return outcome
  }
}
