import { type Explainer, explainerOf } from '#scheduling/reasons/reasons'
import { isSessionOpen, sessionsWithin } from '#scheduling/slots/sessions'
import { findSlots } from '#scheduling/slots/slots'
import { onlyAt } from '#scheduling/time/spans'
import type { Instant, Question, Reason, ReasonCode, Span, TeamMode } from '#scheduling/types'

/** Others hold the time, or a limit is reached: both may change. */
const MAY_CHANGE: ReadonlySet<ReasonCode> = new Set([
  'busy',
  'buffer',
  'full',
  'day_limit',
  'week_limit',
])

/** Nobody gives it then, whoever cancels. Too soon or too far ahead is another matter. */
const NOT_GIVEN: ReadonlySet<ReasonCode> = new Set([
  ...(['no_host', 'closed_that_day', 'outside_hours', 'blocked'] as const),
  ...(['not_a_start', 'does_not_fit'] as const),
])

/** Starts that are not on offer only because of others' bookings. */
export function startsToWaitFor(asked: Question, range: Span): Instant[] {
  const question = { ...asked, range }
  const freed = withNothingHeld(question)
  const notToWaitFor = new Set(findSlots(question).map(({ start }) => start))
  // A session tells of its start alone, whatever else could begin then.
  for (const { start } of sessionsWithin(freed, range.start, range.end)) {
    if (!isSessionOpen(freed, start)) notToWaitFor.add(start)
  }
  const starts = findSlots(freed).map(({ start }) => start)
  return starts.filter((start) => !notToWaitFor.has(start))
}

/** As if nobody had booked, and no other calendar were busy. */
function withNothingHeld(question: Question): Question {
  return {
    ...question,
    hosts: question.hosts.map((host) => ({ ...host, taken: [], busy: [] })),
    serviceStarts: [],
    weeklyStarts: [],
    sessions: question.sessions?.map((session) => {
      return { ...session, seatsLeft: session.capacity, seatsKept: 0 }
    }),
  }
}

/** Where a room goes along, one of those may come free, too. */
export function mayComeFree(
  { reasonsAt, roomReasonsAt }: Omit<Explainer, 'gridStarts'>,
  start: Instant,
  mode: TeamMode
): boolean {
  const rooms = roomReasonsAt(start)
  const hasRoom = rooms.length === 0 || isWorthWaitingFor(rooms, mode)
  return hasRoom && isWorthWaitingFor(reasonsAt(start), mode)
}

export function isWorthWaitingFor(reasons: readonly Reason[], mode: TeamMode): boolean {
  if (reasons.length === 0) return false
  const ofAll = reasons.filter(({ hostId }) => hostId === null)
  if (!ofAll.every(mayChange)) return false
  const byHost = Map.groupBy(
    reasons.filter(({ hostId }) => hostId !== null),
    ({ hostId }) => hostId
  )
  const hosts = [...byHost.values()].map((own) => own.every(mayChange))
  if (hosts.length === 0) return true
  return mode === 'collective' ? hosts.every(Boolean) : hosts.some(Boolean)
}

/** Whether it is in vain to wait for it, as things stand. */
export function isGivenNoMore(question: Question, start: Instant): boolean {
  const { reasonsAt, roomReasonsAt } = explainerOf(question, onlyAt(start))
  const { mode } = question
  return isGoneFor(reasonsAt(start), mode) || isGoneFor(roomReasonsAt(start), mode)
}

function isGoneFor(reasons: readonly Reason[], mode: TeamMode): boolean {
  const isGiven = ({ code }: Reason) => !NOT_GIVEN.has(code)
  if (!reasons.filter(({ hostId }) => hostId === null).every(isGiven)) return true
  const byHost = Map.groupBy(
    reasons.filter(({ hostId }) => hostId !== null),
    ({ hostId }) => hostId
  )
  const hosts = [...byHost.values()].map((own) => own.every(isGiven))
  if (hosts.length === 0) return false
  return mode === 'collective' ? !hosts.every(Boolean) : !hosts.some(Boolean)
}

function mayChange({ code }: Reason): boolean {
  return MAY_CHANGE.has(code)
}
