import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { chooseFairly, claimTime, releaseExpiredClaims } from '#claims'
import Business from '#models/settings/business'
import type Booking from '#models/bookings/booking'
import Service from '#models/services/service'
import { moveQuestion } from '#queries/bookings/move_question'
import { anyMinute } from '#scheduling/rules/owner_terms'
import type { HostChoice } from '#scheduling/slots/fairness'
import { findSlots } from '#scheduling/slots/slots'
import type { Question, Slot } from '#scheduling/types'

/** Call it with the hosts locked. Returns whether the time was still free. */
export async function takeAskedTime(
  trx: Transaction,
  booking: Booking,
  now: DateTime
): Promise<boolean> {
  const { serviceId, hostId, startsAt, endsAt } = booking
  const service = await Service.findOrFail(serviceId, { client: trx })
  await releaseExpiredClaims(trx, service, now)
  const asked = service.hostMode === 'collective' ? null : hostId
  const found = await findAskedTime(trx, { booking, service, hostId: asked, now })
  if (!found) return false

  const { rules } = found.question
  const { hostIds } = found.slot
  await claimTime(trx, booking, { startsAt, endsAt, hostIds, rules, expiresAt: null })
  return true
}

/** By round-robin; null where nobody is free, or the client asked for this host. */
export async function chooseStandIn(
  trx: Transaction,
  booking: Booking,
  now: DateTime
): Promise<HostChoice | null> {
  const service = await Service.findOrFail(booking.serviceId, { client: trx })
  if (booking.asksForItsHost || service.hostMode !== 'any') return null
  const found = await findAskedTime(trx, { booking, service, hostId: null, now })
  const others = found?.slot.hostIds.filter((id) => id !== booking.hostId) ?? []
  return others.length > 0 ? chooseFairly(trx, service.id, others, now) : null
}

interface Asked {
  booking: Booking
  service: Service
  hostId: number | null
  now: DateTime
}

/** Hours, limits and taken time are checked once more, under the business's own rules. */
async function findAskedTime(
  trx: Transaction,
  { booking, service, hostId, now }: Asked
): Promise<{ question: Question; slot: Slot } | null> {
  const business = await Business.query({ client: trx })
    .where('id', booking.businessId)
    .preload('settings')
    .firstOrFail()
  const asker = { booking, business, service, hostId, isOwner: true, isKnown: false }
  const start = booking.startsAt.toMillis()
  const range = { start, end: start + 1 }
  const question = anyMinute(await moveQuestion(asker, range, now.toMillis(), trx))
  const [slot] = findSlots(question)
  const isShared = slot?.sessionId !== undefined || question.rules.capacity > 1
  return slot && !isShared ? { question, slot } : null
}
