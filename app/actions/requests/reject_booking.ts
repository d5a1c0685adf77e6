import { releaseClaims } from '#claims'
import { lockBooking, offerFreedPlaces, rearmAfterBooking } from '#diary'
import { recordChange } from '#history'
import type Booking from '#models/bookings/booking'
import { oweNotifications, wakeDeliveries } from '#outbox'
import { inTransaction } from '#transactions'

interface Rejection {
  businessId: number
  bookingId: number
  userId: number
  version?: string | null
  reason: string
  requestId: string | null
}

export type RejectionOutcome =
  { outcome: 'rejected' | 'already_decided' | 'stale'; booking: Booking } | { outcome: 'not_found' }

export default class RejectBooking {
  async handle(rejection: Rejection): Promise<RejectionOutcome> {
    const { businessId, bookingId, userId, version = null, reason, requestId } = rejection
    const result = await inTransaction(async (trx) => {
      const locked = await lockBooking(trx, businessId, bookingId)
      if (!locked) return { outcome: 'not_found' as const, owed: [] }
      const { booking, now } = locked
      if (!booking.canBeDecided(now))
        return { outcome: 'already_decided' as const, booking, owed: [] }
      if (booking.isChangedSince(version)) return { outcome: 'stale' as const, booking, owed: [] }

      const from = booking.status
      await booking.merge({ status: 'rejected', rejectionReason: reason, expiresAt: null }).save()
      await releaseClaims(trx, booking)
      await rearmAfterBooking(trx, booking)
      await recordChange(trx, {
        booking,
        from,
        to: 'rejected',
        actor: 'user',
        userId,
        reason,
        requestId,
      })
      const told = await oweNotifications(trx, {
        booking,
        type: 'booking_rejected',
        audience: 'client',
        requestId,
      })
      const { serviceId, startsAt } = booking
      const freed = { serviceId, startsAt, now, requestId }
      const owed = [...told, ...(await offerFreedPlaces(trx, freed))]
      return { outcome: 'rejected' as const, booking, owed }
    })

    const { owed, ...outcome } = result
    await wakeDeliveries(owed, requestId)
    return outcome
  }
}
