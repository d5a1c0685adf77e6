import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { recordChange, timeOf } from '#history'
import type Booking from '#models/bookings/booking'
import type { Actor, EventDetails } from '#models/bookings/booking_event'
import { oweNotifications, type OwedMail } from '#outbox'

interface HandingOver {
  hostId: number
  hostReason: Record<string, unknown>
  actor: Extract<Actor, 'user' | 'system'>
  /** Whoever did it knows already, and is not told. */
  userId: number
  reason?: string | null
  rule?: EventDetails['rule']
  requestId: string | null
}

export async function handOver(
  trx: Transaction,
  booking: Booking,
  { hostId, hostReason, actor, userId, reason = null, rule, requestId }: HandingOver
): Promise<OwedMail[]> {
  const from = timeOf(booking)
  const { calendarSequence } = booking
  await booking.merge({ hostId, hostReason, calendarSequence: calendarSequence + 1 }).save()
  await recordChange(trx, {
    booking,
    from: booking.status,
    to: booking.status,
    actor,
    userId: actor === 'user' ? userId : null,
    reason,
    details: { kind: 'reassigned', from, to: timeOf(booking), ...(rule && { rule }) },
    requestId,
  })
  return oweNotifications(trx, {
    booking,
    type: 'booking_reassigned',
    audience: 'both',
    formerHostId: from.hostId,
    exceptUserId: userId,
    requestId,
  })
}
