import { buffersOf } from '#scheduling/rules/buffers'
import { findSlots } from '#scheduling/slots/slots'
import { onlyAt } from '#scheduling/time/spans'
import type {
  HostCalendar,
  Instant,
  OfferedSession,
  Question,
  Slot,
  TakenSpan,
} from '#scheduling/types'

export interface HeldDate {
  slot: Slot
  hostIds: readonly number[]
}

/** As it is once these dates are booked; each of them must have been found in it. */
export function withHeld<Asked extends Question>(
  question: Asked,
  held: readonly HeldDate[]
): Asked {
  return { ...question, ...held.reduce<Question>(withOne, question) }
}

export function slotAt(question: Question, start: Instant): Slot | undefined {
  return findSlots({ ...question, range: onlyAt(start) })[0]
}

function withOne(question: Question, { slot, hostIds }: HeldDate): Question {
  const { seatsWanted = 1, rules, sessions, weeklyStarts } = question
  if (slot.sessionId !== undefined) {
    return {
      ...question,
      sessions: sessions?.map((session) =>
        session.sessionId === slot.sessionId
          ? { ...session, seatsLeft: session.seatsLeft - seatsWanted }
          : session
      ),
    }
  }
  const taken: TakenSpan = {
    start: slot.start,
    end: slot.end,
    ...buffersOf(rules),
    seats: 1,
    sameService: false,
  }
  const take = (host: HostCalendar) =>
    hostIds.includes(host.hostId) ? { ...host, taken: [...host.taken, taken] } : host
  return {
    ...question,
    hosts: question.hosts.map(take),
    serviceStarts: [...question.serviceStarts, slot.start],
    ...(weeklyStarts && { weeklyStarts: [...weeklyStarts, slot.start] }),
    ...(rules.capacity > 1 && {
      sessions: [...(sessions ?? []), begunBy(question, slot, hostIds)],
    }),
  }
}

function begunBy(
  { seatsWanted = 1, rules }: Question,
  slot: Slot,
  hostIds: readonly number[]
): OfferedSession {
  return {
    sessionId: -slot.start,
    hostId: hostIds[0],
    start: slot.start,
    end: slot.end,
    capacity: rules.capacity,
    seatsLeft: rules.capacity - seatsWanted,
    deadline: slot.start,
    isBookable: true,
    isPlanned: false,
  }
}
