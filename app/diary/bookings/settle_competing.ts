import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { handOver } from './hand_over.js'
import { lockBooking } from './lock_booking.js'
import { chooseStandIn } from './take_asked_time.js'
import { rearmAfterBooking } from '../links/rearm_after_booking.js'
import { recordChange } from '#history'
import type Booking from '#models/bookings/booking'
import { oweNotifications, type OwedMail } from '#outbox'
import { competingRequests } from '#queries/requests/competing_requests'

interface Choosing {
  userId: number
  requestId: string | null
}

const RULE = 'another_was_chosen'

/** Call it with the hosts locked. Nothing becomes free, since the others held nothing. */
export async function settleCompeting(
  trx: Transaction,
  chosen: Booking,
  choosing: Choosing
): Promise<OwedMail[]> {
  const rivals = await competingRequests(chosen, trx)
  const owed: OwedMail[] = []
  for (const rival of rivals.toSorted((one, other) => one.id - other.id)) {
    owed.push(...(await settleOne(trx, rival, choosing)))
  }
  return owed
}

async function settleOne(
  trx: Transaction,
  { id, businessId, hostId, startsAt }: Booking,
  choosing: Choosing
): Promise<OwedMail[]> {
  const locked = await lockBooking(trx, businessId, id)
  if (!locked?.booking.canBeDecided(locked.now)) return []
  const { booking, now } = locked
  // Its client may have moved it before the row was locked.
  if (booking.hostId !== hostId || booking.startsAt.toMillis() !== startsAt.toMillis()) return []

  const choice = await chooseStandIn(trx, booking, now)
  if (!choice) return decline(trx, booking, choosing)
  const hostReason = { ...choice.reason }
  const by = { actor: 'system', rule: RULE, ...choosing } as const
  return handOver(trx, booking, { hostId: choice.hostId, hostReason, ...by })
}

async function decline(
  trx: Transaction,
  booking: Booking,
  { requestId }: Choosing
): Promise<OwedMail[]> {
  await booking.merge({ status: 'rejected', expiresAt: null }).save()
  await rearmAfterBooking(trx, booking)
  await recordChange(trx, {
    booking,
    from: 'pending',
    to: 'rejected',
    actor: 'system',
    details: { rule: RULE },
    requestId,
  })
  return oweNotifications(trx, {
    booking,
    type: 'booking_rejected',
    audience: 'client',
    requestId,
  })
}
