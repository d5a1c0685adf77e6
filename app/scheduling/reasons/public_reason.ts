import { goesAlong } from '#scheduling/slots/rooms'
import type {
  HostCalendar,
  Instant,
  Question,
  Reason,
  ReasonCode,
  TeamMode,
} from '#scheduling/types'

/** Who or what holds a time, and how many bookings a day has, is never more than `taken`. */
export type PublicReason =
  | { code: 'not_bookable' }
  | { code: 'too_soon'; earliest: Instant }
  | { code: 'too_early'; firstDate: string }
  | { code: 'too_far'; lastDate: string }
  | { code: 'outside_hours' }
  /** One of those who are needed together, or the rooms, have no hours then, which closes nothing else. */
  | { code: 'not_offered' }
  | { code: 'taken' }

/** The lowest lasts longest and is told first, since waiting for a cancellation would not help. */
const LASTING: Record<ReasonCode, number> = {
  inactive: 0,
  no_host: 0,
  past_deadline: 0,
  too_soon: 1,
  too_early: 2,
  too_far: 3,
  closed_that_day: 4,
  outside_hours: 4,
  blocked: 4,
  does_not_fit: 4,
  not_a_start: 5,
  busy: 6,
  buffer: 6,
  full: 6,
  day_limit: 6,
  week_limit: 6,
}

export function publicReason(
  reasons: readonly Reason[],
  { mode, hosts }: Pick<Question, 'mode' | 'hosts'>
): PublicReason | null {
  const foremost = foremostReason(reasons, mode)
  if (!foremost) return null
  const isOne = ({ hostId }: HostCalendar) => hostId === foremost.hostId
  const isAlong = hosts.filter(goesAlong({ mode, hosts })).some(isOne)
  return toPublic(foremost, isAlong || (mode === 'collective' && foremost.hostId !== null))
}

/** For `any` the host nearest to being free speaks for the team, for `collective` the farthest. */
export function foremostReason(reasons: readonly Reason[], mode: TeamMode): Reason | null {
  const shared = reasons.filter(({ hostId }) => hostId === null)
  if (shared.length > 0) return mostLasting(shared)
  if (reasons.length === 0) return null

  const byHost = Map.groupBy(reasons, ({ hostId }) => hostId)
  const perHost = [...byHost.values()].map(mostLasting)
  return mode === 'any' ? leastLasting(perHost) : mostLasting(perHost)
}

function mostLasting(reasons: readonly Reason[]): Reason {
  return reasons.reduce((most, reason) =>
    LASTING[reason.code] < LASTING[most.code] ? reason : most
  )
}

function leastLasting(reasons: readonly Reason[]): Reason {
  return reasons.reduce((least, reason) =>
    LASTING[reason.code] > LASTING[least.code] ? reason : least
  )
}

function toPublic(reason: Reason, isNeededBeside: boolean): PublicReason {
  switch (reason.code) {
    case 'inactive':
    case 'no_host':
    case 'past_deadline':
      return { code: 'not_bookable' }
    case 'too_soon':
      return { code: 'too_soon', earliest: reason.earliest }
    case 'too_early':
      return { code: 'too_early', firstDate: reason.firstDate }
    case 'too_far':
      return { code: 'too_far', lastDate: reason.lastDate }
    case 'closed_that_day':
    case 'outside_hours':
    case 'blocked':
    case 'does_not_fit':
    case 'not_a_start':
      return { code: isNeededBeside ? 'not_offered' : 'outside_hours' }
    default:
      return { code: 'taken' }
  }
}
