import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { recordChange, timeOf } from '#history'
import type Booking from '#models/bookings/booking'
import type { EventDetails } from '#models/bookings/booking_event'
import { type By, bySystem } from '#models/by'
import { oweNotifications, type OwedMail } from '#outbox'

interface HandingOver {
  hostId: number
  hostReason: Record<string, unknown>
  by: By
  reason?: string | null
  tellsClient?: boolean
  isWithSession?: boolean
  /** The rule that decided; then it is the system's doing, in what somebody did elsewhere. */
  rule?: EventDetails['rule']
}

export async function handOver(
  trx: Transaction,
  booking: Booking,
  { hostId, hostReason, by, reason = null, tellsClient, isWithSession, rule }: HandingOver
): Promise<OwedMail[]> {
  const from = timeOf(booking)
  const { calendarSequence } = booking
  await booking.merge({ hostId, hostReason, calendarSequence: calendarSequence + 1 }).save()
  await recordChange(trx, {
    booking,
    from: booking.status,
    to: booking.status,
    by: rule ? bySystem(by.requestId) : by,
    reason,
    details: { kind: 'reassigned', from, to: timeOf(booking), ...(rule && { rule }) },
  })
  return oweNotifications(trx, {
    booking,
    type: 'booking_reassigned',
    formerHostId: from.hostId,
    tellsClient,
    isWithSession,
    by,
  })
}
