import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { claimTime } from '#actions/bookings/booking_claims'
import { releaseExpiredClaims } from '#actions/bookings/host_locks'
import Business from '#models/business'
import type Booking from '#models/booking'
import Service from '#models/service'
import { moveQuestion } from '#queries/move_question'
import { anyMinute } from '#scheduling/owner_terms'
import { findSlots } from '#scheduling/slots'

/**
 * Takes the time that a request asked for and did not hold, once its hosts are locked: hours, limits
 * and what is taken are asked once more, as the business may ask them.
 * @returns whether it was still free
 */
export async function takeAskedTime(
  trx: Transaction,
  booking: Booking,
  now: DateTime
): Promise<boolean> {
  const { businessId, serviceId, startsAt, endsAt } = booking
  const service = await Service.findOrFail(serviceId, { client: trx })
  const business = await Business.query({ client: trx })
    .where('id', businessId)
    .preload('settings')
    .firstOrFail()
  await releaseExpiredClaims(trx, service, now)
  const hostId = service.hostMode === 'collective' ? null : booking.hostId
  const asker = { booking, business, service, hostId, isOwner: true, isKnown: false }
  const range = { start: startsAt.toMillis(), end: startsAt.toMillis() + 1 }
  const question = anyMinute(await moveQuestion(asker, range, now.toMillis(), trx))
  const [slot] = findSlots(question)
  const isShared = slot?.sessionId !== undefined || question.rules.capacity > 1
  if (!slot || isShared) return false

  const { hostIds } = slot
  await claimTime(trx, booking, {
    startsAt,
    endsAt,
    hostIds,
    rules: question.rules,
    expiresAt: null,
  })
  return true
}
