import { openTimeOf } from './grid.js'
import { spanAt } from '#scheduling/time/spans'
import { bookableDates, dateReasons, dayIn, earliestStart } from '#scheduling/rules/terms'
import type {
  Instant,
  OfferedSession,
  Question,
  Reason,
  ReasonDetail,
  Slot,
} from '#scheduling/types'

/** Limits refuse no place in a session, and opening hours none in a planned one. */
export function withSessions(question: Question, grid: Slot[]): Slot[] {
  const { start, end } = question.range
  const open = sessionsWithin(question, start, end).filter(
    (session) => sessionReasons(question, session).length === 0
  )
  if (open.length === 0) return grid

  const starts = new Set(open.map((session) => session.start))
  const slots = open.map((session) => ({
    start: session.start,
    end: session.end,
    seatsLeft: seatsForAll(session),
    hostIds: [session.hostId],
    sessionId: session.sessionId,
  }))
  return [...grid.filter((slot) => !starts.has(slot.start)), ...slots].sort(
    (one, other) => one.start - other.start
  )
}

/** Those that could be joined if they had places left. */
export function fullSessions(question: Question): OfferedSession[] {
  const { start, end } = question.range
  return sessionsWithin(question, start, end)
    .filter((session) => {
      const reasons = sessionReasons(question, session)
      return reasons.length === 1 && reasons[0].code === 'full'
    })
    .map((session) => ({ ...session, seatsLeft: seatsForAll(session) }))
}

function sessionsAt(question: Question, moment: Instant): OfferedSession[] {
  return sessionsWithin(question, moment, moment + 1)
}

function seatsForAll({ seatsLeft, seatsKept = 0 }: OfferedSession): number {
  return seatsLeft - seatsKept
}

/** For whoever waits, and for the owner: nothing is kept from them. */
export function withKeptSeats<Asked extends Question>(question: Asked): Asked {
  const { sessions } = question
  if (!sessions) return question
  return { ...question, sessions: sessions.map((each) => ({ ...each, seatsKept: 0 })) }
}

/** None exactly when it is on offer. */
function sessionReasons(question: Question, session: OfferedSession): ReasonDetail[] {
  const { now, rules, seatsWanted = 1 } = question
  const { start, deadline, capacity, isBookable } = session
  const reasons: ReasonDetail[] = []
  const earliest = earliestStart(question)

  if (!rules.isActive || !isBookable) reasons.push({ code: 'inactive' })
  if (now > deadline) reasons.push({ code: 'past_deadline', deadline })
  if (start < earliest) reasons.push({ code: 'too_soon', earliest })
  reasons.push(...datesOfSession(question, session))
  if (seatsForAll(session) < seatsWanted) reasons.push({ code: 'full', capacity })
  return reasons
}

/** Where the moment's sessions refuse, and so does the grid. */
export function reasonsOfSessions(question: Question, moment: Instant): Reason[] {
  return sessionsAt(question, moment).flatMap((session) =>
    sessionReasons(question, session).map((detail) => ({ ...detail, hostId: session.hostId }))
  )
}

export function isSessionOpen(question: Question, moment: Instant): boolean {
  return sessionsAt(question, moment).some(
    (session) => sessionReasons(question, session).length === 0
  )
}

function datesOfSession(question: Question, { start, hostId }: OfferedSession): ReasonDetail[] {
  const host = question.hosts.find((each) => each.hostId === hostId)
  if (!host) return [{ code: 'no_host' }]
  return dateReasons(bookableDates(question, host.timeZone), {
    ofBusiness: dayIn(question.timeZone, start),
    ofHost: dayIn(host.timeZone, start),
  })
}

/** Those in `[from, until)` with a host of the question, at a time that may be joined. */
export function sessionsWithin(
  question: Question,
  from: Instant,
  until: Instant
): OfferedSession[] {
  const { sessions = [], hosts } = question
  const within = sessions.filter(
    ({ start, hostId }) =>
      start >= from && start < until && hosts.some((host) => host.hostId === hostId)
  )
  return withinHours(question, within)
}

/** Outside its hosts' hours a session that a client began is only taken time. */
function withinHours(
  { hosts, rules, mode }: Question,
  sessions: OfferedSession[]
): OfferedSession[] {
  const begun = sessions.filter(({ isPlanned }) => !isPlanned)
  if (begun.length === 0) return sessions

  const window = {
    start: Math.min(...begun.map(({ start }) => start)),
    end: Math.max(...begun.map(({ end }) => end)),
  }
  const openTimes = hosts.map((host) => ({
    hostId: host.hostId,
    open: openTimeOf(host, rules, window).open,
  }))
  return sessions.filter(({ isPlanned, hostId, start, end }) => {
    if (isPlanned) return true
    const needed = openTimes.filter((host) => mode === 'collective' || host.hostId === hostId)
    return needed.every(({ open }) => end <= (spanAt(open, start)?.end ?? -Infinity))
  })
}
