import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { findStart } from './find_start.js'
import { chooseFairly, claimTime, NotFree } from '#claims'
import Business from '#models/settings/business'
import type Booking from '#models/bookings/booking'
import Service from '#models/services/service'
import type { HostChoice } from '#scheduling/slots/fairness'
import { hostsTaken, isSharedSlot } from '#scheduling/slots/taken_slot'
import type { Question, Slot } from '#scheduling/types'

/** Call it with the hosts locked. */
export async function takeProposedTime(
  trx: Transaction,
  booking: Booking,
  now: DateTime
): Promise<void> {
  const { serviceId, hostId, startsAt, endsAt } = booking
  const service = await Service.findOrFail(serviceId, { client: trx })
  const chosen = service.hostMode === 'collective' ? null : hostId
  const found = await findProposedTime(trx, { booking, service, hostId: chosen, now })
  if (!found) throw new NotFree()

  const { rules } = found.question
  const hostIds = hostsTaken(found.slot, found.question, hostId)
  await claimTime(trx, booking, { startsAt, endsAt, hostIds, rules, expiresAt: null })
}

/** By round-robin; null where nobody is free, or the client asked for this host. */
export async function chooseStandIn(
  trx: Transaction,
  booking: Booking,
  now: DateTime
): Promise<HostChoice | null> {
  const service = await Service.findOrFail(booking.serviceId, { client: trx })
  if (booking.asksForItsHost || service.hostMode !== 'any') return null
  const found = await findProposedTime(trx, { booking, service, hostId: null, now })
  const others = found?.slot.hostIds.filter((id) => id !== booking.hostId) ?? []
  return others.length > 0 ? chooseFairly(trx, service.id, others, now) : null
}

interface ProposedTime {
  booking: Booking
  service: Service
  hostId: number | null
  now: DateTime
}

/** Under the business's own rules. */
async function findProposedTime(
  trx: Transaction,
  { booking, service, hostId, now }: ProposedTime
): Promise<{ question: Question; slot: Slot } | null> {
  const business = await Business.query({ client: trx })
    .where('id', booking.businessId)
    .preload('settings')
    .firstOrFail()
  const asker = { booking, business, service, hostId, isOwner: true, isKnown: false }
  const start = { startsAt: booking.startsAt.toMillis(), now }
  const { question, slot } = await findStart(trx, asker, start)
  return slot && !isSharedSlot(slot, question) ? { question, slot } : null
}
