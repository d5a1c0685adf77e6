import db from '@adonisjs/lucid/services/db'
import { loadQuestion } from '#queries/availability/load_availability'
import { findBookable } from '#queries/bookings/find_bookable'
import { isOffered } from '#queries/services/service_rules'
import { startAnyway } from '#scheduling/reasons/start_anyway'
import { type Buffers, buffersOf } from '#scheduling/rules/buffers'
import { findSlots } from '#scheduling/slots/slots'
import { onlyAt } from '#scheduling/time/spans'
import type { Instant, Question, Slot, Span } from '#scheduling/types'

interface Foreseen {
  businessId: number
  serviceId: number
  hostId: number | null
  startsAt: Instant
  /** Null is as long as the service is. */
  durationMinutes: number | null
}

/** What another row of the same file would take. */
export interface PlannedTime extends Span, Buffers {
  hostId: number
  serviceId: number
}

interface Foresight {
  outcome: 'ready' | 'taken' | 'clash' | 'length_not_offered'
  planned: PlannedTime[]
}

/** What the booking action would say by now, after the rows before it; writes nothing. */
export async function foreseeBooking(
  wanted: Foreseen,
  before: readonly PlannedTime[]
): Promise<Foresight> {
  const { startsAt, hostId, durationMinutes, serviceId } = wanted
  const found = await findBookable(db.connection(), wanted)
  if (!found) return refused('taken')
  const { business, service, now } = found
  if (!isOffered({ business, service, link: null }, durationMinutes)) {
    return refused('length_not_offered')
  }
  const asked = { business, service, hostId, durationMinutes, isOwner: true }
  const question = await loadQuestion(
    { ...asked, range: onlyAt(startsAt), now: now.toMillis() },
    db.connection()
  )
  const slot = startOf(beside(question, before, serviceId))
  if (!slot) return refused(startOf(question) ? 'clash' : 'taken')
  const { start, end, hostIds, sessionId } = slot
  const takenOf = question.mode === 'any' ? hostIds.slice(0, 1) : hostIds
  const planned = takenOf.map((id) => ({
    ...{ hostId: id, serviceId, start, end, ...buffersOf(question.rules) },
  }))
  return { outcome: 'ready', planned: sessionId === undefined ? planned : [] }
}

function startOf(question: Question): Slot | null {
  return findSlots(question).at(0) ?? startAnyway(question)?.slot ?? null
}

function beside(question: Question, before: readonly PlannedTime[], serviceId: number): Question {
  return {
    ...question,
    hosts: question.hosts.map((host) => ({
      ...host,
      taken: [
        ...host.taken,
        ...before
          .filter(({ hostId }) => hostId === host.hostId)
          .map((time) => ({ ...time, seats: 1, sameService: time.serviceId === serviceId })),
      ],
    })),
  }
}

function refused(outcome: Foresight['outcome']): Foresight {
  return { outcome, planned: [] }
}
