import { MINUTE, dateOf } from './dates.js'
import { earliestStart, firstBookableDay, lastBookableDay } from './terms.js'
import type { Instant, OfferedSession, Question, Reason, ReasonDetail, Slot } from './types.js'
import { clockOf, dayAt } from './zones.js'

/**
 * The sessions that still have the places asked for, among the slots of the grid. A session was
 * planned, or made by a first booking: neither opening hours nor limits refuse a place in it, since
 * its time is taken and counted already. While one has places, no other is begun at the same start.
 */
export function withSessions(question: Question, grid: Slot[]): Slot[] {
  const { start, end } = question.range
  const open = sessionsAmongHosts(question).filter(
    (session) =>
      session.start >= start &&
      session.start < end &&
      sessionReasons(question, session).length === 0
  )
  if (open.length === 0) return grid

  const starts = new Set(open.map((session) => session.start))
  const slots = open.map(({ start: from, end: until, seatsLeft, hostId, sessionId }) => ({
    start: from,
    end: until,
    seatsLeft,
    hostIds: [hostId],
    sessionId,
  }))
  return [...grid.filter((slot) => !starts.has(slot.start)), ...slots].sort(
    (one, other) => one.start - other.start
  )
}

/** The sessions of the range that nothing but their full places keeps from being joined. */
export function fullSessions(question: Question): OfferedSession[] {
  const { start, end } = question.range
  return sessionsAmongHosts(question).filter((session) => {
    const reasons = sessionReasons(question, session)
    const isFull = reasons.length === 1 && reasons[0].code === 'full'
    return isFull && session.start >= start && session.start < end
  })
}

function sessionsAt(question: Question, moment: Instant): OfferedSession[] {
  return sessionsAmongHosts(question).filter(({ start }) => start === moment)
}

/** Every reason why nobody may join a session; none exactly when it is on offer. */
function sessionReasons(question: Question, session: OfferedSession): ReasonDetail[] {
  const { now, rules, seatsWanted = 1 } = question
  const { start, deadline, capacity, seatsLeft, isBookable } = session
  const reasons: ReasonDetail[] = []
  const earliest = earliestStart(question)

  if (!rules.isActive || !isBookable) reasons.push({ code: 'inactive' })
  if (now > deadline) reasons.push({ code: 'past_deadline', deadline })
  if (start < earliest) reasons.push({ code: 'too_soon', earliest })
  reasons.push(...dateReasons(question, session))
  if (seatsLeft < seatsWanted) reasons.push({ code: 'full', capacity })
  return reasons
}

/** A moment's reasons where its sessions refuse, and so does the grid. */
export function reasonsOfSessions(question: Question, moment: Instant): Reason[] {
  return sessionsAt(question, moment).flatMap((session) =>
    sessionReasons(question, session).map((detail) => ({ ...detail, hostId: session.hostId }))
  )
}

/** Whether a place in some session is on offer at that moment. */
export function isSessionOpen(question: Question, moment: Instant): boolean {
  return sessionsAt(question, moment).some(
    (session) => sessionReasons(question, session).length === 0
  )
}

function dateReasons(question: Question, { start, hostId }: OfferedSession): ReasonDetail[] {
  const { rules, hosts } = question
  const host = hosts.find((each) => each.hostId === hostId)
  if (!host) return [{ code: 'no_host' }]

  const day = dayAt(clockOf(host.timeZone, { start, end: start + MINUTE }), start)
  const firstDay = firstBookableDay(rules)
  const lastDay = lastBookableDay(question, host.timeZone)
  const reasons: ReasonDetail[] = []
  if (day < firstDay) reasons.push({ code: 'too_early', firstDate: dateOf(firstDay) })
  if (day > lastDay) reasons.push({ code: 'too_far', lastDate: dateOf(lastDay) })
  return reasons
}

function sessionsAmongHosts({ sessions = [], hosts }: Question): OfferedSession[] {
  return sessions.filter(({ hostId }) => hosts.some((host) => host.hostId === hostId))
}
