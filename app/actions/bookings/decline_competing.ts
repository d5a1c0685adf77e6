import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { lockBooking } from '#actions/bookings/lock_booking'
import { recordChange } from '#actions/bookings/record_change'
import { rearmAfterBooking } from '#actions/links/rearm_after_booking'
import { oweNotifications, type OwedMail } from '#actions/notifications/owe_notifications'
import type Booking from '#models/booking'
import { competingRequests } from '#queries/competing_requests'

/**
 * One was chosen, and its hosts are locked: whoever else asked for that time is told to pick another.
 * Nothing comes free by it, for none of them held anything.
 */
export async function declineCompeting(
  trx: Transaction,
  chosen: Booking,
  requestId: string | null
): Promise<OwedMail[]> {
  const rivals = await competingRequests(chosen, trx)
  const owed: OwedMail[] = []
  for (const rival of rivals.toSorted((one, other) => one.id - other.id)) {
    owed.push(...(await declineOne(trx, rival, requestId)))
  }
  return owed
}

async function declineOne(
  trx: Transaction,
  { id, businessId, hostId, startsAt }: Booking,
  requestId: string | null
): Promise<OwedMail[]> {
  const locked = await lockBooking(trx, businessId, id)
  if (!locked?.booking.canBeDecided(locked.now)) return []
  const { booking } = locked
  // Its client may have moved it away before the row was locked.
  if (booking.hostId !== hostId || booking.startsAt.toMillis() !== startsAt.toMillis()) return []

  await booking.merge({ status: 'rejected', expiresAt: null }).save()
  await rearmAfterBooking(trx, booking)
  await recordChange(trx, {
    booking,
    from: 'pending',
    to: 'rejected',
    actor: 'system',
    details: { rule: 'another_was_chosen' },
    requestId,
  })
  return oweNotifications(trx, {
    booking,
    type: 'booking_rejected',
    audience: 'client',
    requestId,
  })
}
