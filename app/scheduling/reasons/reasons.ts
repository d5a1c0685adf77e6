import {
  type SeatsTaken,
  type TakenTime,
  seatsTakenOf,
  takenTimeOf,
} from '#scheduling/slots/claims'
import { MINUTE, dateOf } from '#scheduling/time/dates'
import {
  type OpenTime,
  clockAround,
  gridsOf,
  openTimeOf,
  startsWithin,
} from '#scheduling/slots/grid'
import {
  type Limit,
  hostLimits,
  isReached,
  periodOf,
  serviceLimits,
} from '#scheduling/slots/limits'
import { goesAlong } from '#scheduling/slots/rooms'
import { isSessionOpen, reasonsOfSessions, sessionsWithin } from '#scheduling/slots/sessions'
import {
  contains,
  countUpTo,
  firstMet,
  onlyAt,
  spanAt,
  spanAtOrAfter,
} from '#scheduling/time/spans'
import {
  type BookableDates,
  assertUsable,
  bookableDates,
  dateReasons,
  dayIn,
  earliestStart,
  isPastDeadline,
} from '#scheduling/rules/terms'
import type { Instant, Question, Reason, ReasonDetail, Span } from '#scheduling/types'
import { dayAt } from '#scheduling/time/zones'

export interface Explainer {
  /** All starts of some host's grid in the range, on offer or not. */
  gridStarts: Instant[]
  reasonsAt(moment: Instant): Reason[]
  /** Why none of the rooms may go along, also while nobody is free. */
  roomReasonsAt(moment: Instant): Reason[]
}

interface ExplainedHost {
  hostId: number
  /** A room that goes along with whoever gives it, and has no starts of its own. */
  isAlong: boolean
  time: OpenTime
  grid: readonly Instant[]
  taken: TakenTime
  seatsTaken: SeatsTaken
  limits: Limit[]
  dates: BookableDates
}

/** None exactly when `findSlots` offers the moment, except that the range refuses nothing. */
export function explain(question: Question, moment: Instant): Reason[] {
  return explainerOf(question, onlyAt(moment)).reasonsAt(moment)
}

export function explainerOf(question: Question, range: Span): Explainer {
  assertUsable(question.rules)
  const hosts = explainedHosts(question, range)

  const starts = question.isPlannedOnly
    ? []
    : hosts.flatMap((host) => (host.isAlong ? [] : host.grid))
  for (const { start } of sessionsWithin(question, range.start, range.end)) starts.push(start)

  return {
    gridStarts: [...new Set(starts)].sort((a, b) => a - b),
    reasonsAt(moment) {
      if (isSessionOpen(question, moment)) return []
      const reasons = gridReasons(hosts, question, moment)
      const ofSessions = reasonsOfSessions(question, moment)
      return reasons.length > 0 && ofSessions.length > 0 ? ofSessions : reasons
    },
    roomReasonsAt: (moment) => ownReasons(hosts.filter(isRoomAlong), hosts, question, moment),
  }
}

function gridReasons(
  hosts: readonly ExplainedHost[],
  question: Question,
  moment: Instant
): Reason[] {
  const { rules, isPlannedOnly = false, seatsWanted = 1 } = question
  const shared = sharedReasons(question, moment)
  if (isPlannedOnly) shared.push({ code: 'not_a_start' })
  else if (seatsWanted > rules.capacity) shared.push({ code: 'full', capacity: rules.capacity })
  const ofAll = shared.map((detail) => ({ ...detail, hostId: null }))
  if (isPlannedOnly) return ofAll

  const people = hosts.filter((host) => !isRoomAlong(host))
  const own = ownReasons(people, hosts, question, moment)
  // While nobody is free it does not matter where.
  const rooms = own.length > 0 ? [] : ownReasons(hosts.filter(isRoomAlong), hosts, question, moment)
  return [...ofAll, ...own, ...rooms]
}

/** Of those people or rooms; none where one of them is enough and is free. */
function ownReasons(
  those: readonly ExplainedHost[],
  team: readonly ExplainedHost[],
  question: Question,
  moment: Instant
): Reason[] {
  const own = those.map((host) =>
    hostReasons(host, team, question, moment).map((detail) => ({ ...detail, hostId: host.hostId }))
  )
  const isSomeoneFree = own.some((reasons) => reasons.length === 0)
  return question.mode === 'any' && isSomeoneFree ? [] : own.flat()
}

function isRoomAlong({ isAlong }: ExplainedHost): boolean {
  return isAlong
}

function explainedHosts(question: Question, range: Span): ExplainedHost[] {
  const { hosts, rules, timeZone } = question
  const times = hosts.map((host) => openTimeOf(host, rules, range))
  const grids = gridsOf(times, question, range)
  const ofService = serviceLimits(question, clockAround(timeZone, range))
  const isAlong = goesAlong(question)
  return hosts.map((host, index) => {
    const time = times[index]
    return {
      hostId: host.hostId,
      isAlong: isAlong(host),
      time,
      grid: startsWithin(grids[index], [range.start, range.end], rules.slotIntervalMinutes),
      taken: takenTimeOf(host, rules),
      seatsTaken: seatsTakenOf(host, rules),
      limits: [...hostLimits(host, rules, time.clock), ...ofService],
      dates: bookableDates(question, host.timeZone),
    }
  })
}

function sharedReasons(question: Question, moment: Instant): ReasonDetail[] {
  const reasons: ReasonDetail[] = []
  const { rules, hosts } = question
  const earliest = earliestStart(question)

  if (!rules.isActive) reasons.push({ code: 'inactive' })
  if (hosts.length === 0) reasons.push({ code: 'no_host' })
  if (typeof rules.deadline === 'number' && isPastDeadline(question)) {
    reasons.push({ code: 'past_deadline', deadline: rules.deadline })
  }
  if (moment < earliest) reasons.push({ code: 'too_soon', earliest })
  return reasons
}

function hostReasons(
  host: ExplainedHost,
  team: readonly ExplainedHost[],
  question: Question,
  moment: Instant
): ReasonDetail[] {
  return [
    ...hoursReasons(host, team, question, moment),
    ...takenReasons(host, question, moment),
    ...limitReasons(host, moment),
    ...dateReasons(host.dates, {
      ofBusiness: dayIn(question.timeZone, moment),
      ofHost: dayAt(host.time.clock, moment),
    }),
  ]
}

function hoursReasons(
  { time, grid, isAlong }: ExplainedHost,
  team: readonly ExplainedHost[],
  { rules, mode }: Question,
  moment: Instant
): ReasonDetail[] {
  const reasons: ReasonDetail[] = []
  const ends = moment + rules.durationMinutes * MINUTE
  const opening = spanAt(time.scheduled, moment)
  if (opening) {
    // Where all are needed, a closed host explains it alone: there is no grid for the others.
    const needed = mode === 'any' ? [{ time }] : team
    const hasGrid = needed.every((each) => contains(each.time.open, moment))
    if (!isAlong && hasGrid && !isAmong(grid, moment)) reasons.push({ code: 'not_a_start' })
    if (ends > opening.end) reasons.push({ code: 'does_not_fit', closesAt: opening.end })
  } else {
    const day = dayAt(time.clock, moment)
    const isClosed = time.isClosed(day)
    reasons.push(
      isClosed ? { code: 'closed_that_day', date: dateOf(day) } : { code: 'outside_hours' }
    )
  }
  const block = firstMet(time.blocked, { start: moment, end: ends })
  if (block) reasons.push({ code: 'blocked', ...block })
  return reasons
}

function takenReasons(
  { taken, seatsTaken }: ExplainedHost,
  { rules }: Question,
  moment: Instant
): ReasonDetail[] {
  const reasons: ReasonDetail[] = []

  if (contains(taken.busyStarts, moment)) {
    reasons.push({ code: 'busy', ...spanAtOrAfter(taken.taken, moment) })
  }
  if (contains(taken.bufferStarts, moment)) {
    const from = moment - rules.bufferBeforeMinutes * MINUTE
    reasons.push({ code: 'buffer', ...spanAtOrAfter(taken.takenWithBuffers, from) })
  }
  if ((seatsTaken.get(moment) ?? 0) >= rules.capacity) {
    reasons.push({ code: 'full', capacity: rules.capacity })
  }
  return reasons
}

function isAmong(ascending: readonly Instant[], moment: Instant): boolean {
  return ascending[countUpTo(ascending, moment) - 1] === moment
}

function limitReasons({ limits, seatsTaken }: ExplainedHost, moment: Instant): ReasonDetail[] {
  // Joining a group session adds nothing to what the limits count.
  if (seatsTaken.has(moment)) return []
  return limits
    .filter((limit) => isReached(limit, moment))
    .map((limit) => {
      const { owner, most } = limit
      const date = dateOf(periodOf(limit, moment))
      return limit.unit === 'day'
        ? { code: 'day_limit', date, limit: most, owner }
        : { code: 'week_limit', weekOf: date, limit: most, owner }
    })
}
