import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { handOver } from './hand_over.js'
import { lockBooking } from '../changes/lock_booking.js'
import { chooseStandIn } from './take_proposed_time.js'
import { closeBooking } from './end_booking.js'
import type Booking from '#models/bookings/booking'
import { type By, bySystem } from '#models/by'
import type { OwedMail } from '#outbox'
import { competingRequests } from '#queries/requests/competing_requests'

const RULE = 'another_was_chosen'

/** Call it with the hosts locked. Nothing becomes free, since the others held nothing. */
export async function settleCompeting(
  trx: Transaction,
  chosen: Booking,
  by: By
): Promise<OwedMail[]> {
  const overlapping = await competingRequests(chosen, trx)
  const owed: OwedMail[] = []
  for (const other of overlapping.toSorted((one, next) => one.id - next.id)) {
    owed.push(...(await settleOne(trx, other, by)))
  }
  return owed
}

async function settleOne(
  trx: Transaction,
  { id: bookingId, businessId, hostId, startsAt }: Booking,
  by: By
): Promise<OwedMail[]> {
  const locked = await lockBooking(trx, { businessId, bookingId })
  if (!locked?.booking.canBeDecided(locked.now)) return []
  const { booking, now } = locked
  // Its client may have moved it before the row was locked.
  if (booking.hostId !== hostId || booking.startsAt.toMillis() !== startsAt.toMillis()) return []

  const choice = await chooseStandIn(trx, booking, now)
  if (!choice) {
    const system = bySystem(by.requestId)
    return closeBooking(trx, booking, { to: 'rejected', by: system, now, details: { rule: RULE } })
  }
  const { hostId: standInId, reason } = choice
  return handOver(trx, booking, { hostId: standInId, hostReason: { ...reason }, by, rule: RULE })
}
