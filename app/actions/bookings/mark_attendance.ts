import { lockBooking } from '#diary'
import { recordChange } from '#history'
import type Booking from '#models/bookings/booking'
import { planFollowUp } from '#outbox'
import type { Attendance } from '#scheduling/slots/bookings'
import { inTransaction } from '#transactions'

interface Mark {
  businessId: number
  bookingId: number
  userId: number
  attendance: Attendance
  version?: string | null
  requestId: string | null
}

export type MarkOutcome =
  | { outcome: 'marked' | 'too_early' | 'not_possible' | 'stale'; booking: Booking }
  | { outcome: 'not_found' }

export default class MarkAttendance {
  handle(mark: Mark): Promise<MarkOutcome> {
    const { businessId, bookingId, userId, attendance, version = null, requestId } = mark
    return inTransaction(async (trx) => {
      const locked = await lockBooking(trx, businessId, bookingId)
      if (!locked) return { outcome: 'not_found' as const }
      const { booking, now } = locked
      if (!booking.canBeMarked(attendance)) return { outcome: 'not_possible' as const, booking }
      if (!booking.hasBegun(now)) return { outcome: 'too_early' as const, booking }
      if (booking.isChangedSince(version)) return { outcome: 'stale' as const, booking }

      const from = booking.status
      await booking.merge({ status: attendance }).save()
      await recordChange(trx, { booking, from, to: attendance, actor: 'user', userId, requestId })
      await planFollowUp(trx, booking)
      return { outcome: 'marked' as const, booking }
    })
  }
}
