import type { Scene } from '#pages/owner/availability/reason_links'
import { ROUND_THE_CLOCK } from '#scheduling/openings/openings'
import { explain } from '#scheduling/reasons/reasons'
import type { HostCalendar, Question, Reason, ReasonCode } from '#scheduling/types'

/** The reasons that come from hours. */
const CLOSED: ReasonCode[] = ['closed_that_day', 'outside_hours', 'does_not_fit']

/**
 * The host's hours, the service's own, or both: where each closes the moment, or only the two
 * together leave no room.
 */
export function hoursAtFault({ hostId }: Reason, { question, rules, chosen }: Scene) {
  const isClosed = (changed: Partial<Question>, change?: Partial<HostCalendar>) => {
    const hosts = question.hosts
      .filter((host) => host.hostId === hostId)
      .map((host) => ({ ...host, ...change }))
    return explain({ ...question, ...changed, hosts }, chosen.startsAt).some(({ code }) =>
      CLOSED.includes(code)
    )
  }
  const isOwn = rules.hours.source === 'service'
  const ofHost = !isOwn || isClosed({ rules: { ...question.rules, hours: null } })
  const ofService = isOwn && isClosed({}, { weeklyHours: ROUND_THE_CLOCK, overrides: [] })
  const isJoint = !ofHost && !ofService
  return { host: ofHost || isJoint, service: ofService || isJoint }
}
