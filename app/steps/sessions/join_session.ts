import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { openSession } from './open_session.js'
import { chooseFairly, lockSession, placesOf, seatsTakenIn } from '#claims'
import type GroupSession from '#models/sessions/group_session'
import type { BookedService } from '#queries/bookings/find_bookable'
import type { HostChoice } from '#scheduling/slots/fairness'
import { hostsTaken } from '#scheduling/slots/taken_slot'
import type { Question, Slot } from '#scheduling/types'

interface Input {
  service: Pick<BookedService, 'id' | 'businessId'>
  question: Question
  slot: Slot
  seats: number
  now: DateTime
}

export interface JoinedSession {
  session: GroupSession
  choice: HostChoice
}

/** Locked; 'full' where another was quicker between the query and the lock. */
export async function joinSession(trx: Transaction, input: Input): Promise<JoinedSession | 'full'> {
  const { slot, seats, now } = input
  if (slot.sessionId === undefined) return beginSession(trx, input)

  const session = await lockSession(trx, slot.sessionId)
  if (session.status !== 'scheduled') return 'full'
  const taken = await seatsTakenIn(trx, session, now)
  if (taken + seats > (await placesOf(trx, session))) return 'full'
  return { session, choice: { hostId: session.hostId, reason: { code: 'session' } } }
}

async function beginSession(
  trx: Transaction,
  { service, question, slot, now }: Input
): Promise<JoinedSession> {
  const choice = await chooseFairly(trx, service.id, slot.hostIds, now)
  const { rules } = question
  const session = await openSession(trx, {
    businessId: service.businessId,
    serviceId: service.id,
    hostId: choice.hostId,
    claimedHostIds: hostsTaken(slot, question, choice.hostId),
    startsAt: DateTime.fromMillis(slot.start, { zone: 'utc' }),
    endsAt: DateTime.fromMillis(slot.end, { zone: 'utc' }),
    rules,
    capacity: rules.capacity,
    bookingDeadlineHours: 0,
    isPlanned: false,
  })
  return { session, choice }
}
