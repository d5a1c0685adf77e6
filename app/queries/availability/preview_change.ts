import { type ComingClaim, comingClaims } from '#claims'
import type Business from '#models/settings/business'
import type Service from '#models/services/service'
import { type LengthDifference, lengthDifferences } from '#queries/availability/length_differences'
import { loadQuestions, type RuledService } from '#queries/availability/load_availability'
import { type RuledBusiness, serviceRules } from '#queries/services/service_rules'
import { switchedQuestions, trialQuestion } from '#queries/availability/trial_question'
import { outsideOf } from '#scheduling/scenarios/comparison'
import { DAY } from '#scheduling/time/dates'
import type { HostCalendar, Instant, Question } from '#scheduling/types'

/** What somebody is about to save; what is left out stays as it is. */
export interface Change {
  business?: RuledBusiness
  /** The one service that is asked about. */
  service?: RuledService
  calendar?: (host: HostCalendar) => HostCalendar
  /** All hosts that will give the service. */
  hostIds?: number[]
  /** A host who takes bookings from then on, or no longer does. */
  switched?: { hostId: number; isActive: boolean }
}

interface Proposal {
  business: Business
  /** Those that the change touches. */
  services: Service[]
  change: Change
  now: Instant
}

export interface ServiceDifference extends LengthDifference {
  service: Service
}

export interface Preview {
  services: ServiceDifference[]
  removedCount: number
  addedCount: number
  /** Bookings that fit before the change and do not after it, earliest first. */
  outside: ComingClaim[]
  /** Saving was pressed, and those who are booked outside are shown first. */
  isAsked?: boolean
  /** The day to which it compares: as far ahead as bookings go, before or after. */
  until: Instant
}

/** By how much the last day, on any host's calendar, may end after the same moment of ours. */
const HOST_CALENDARS = 2 * DAY

/** What a change would do, before it is saved: the engine asked twice, as stored and as changed. */
export async function previewChange({
  business,
  services,
  change,
  now,
}: Proposal): Promise<Preview> {
  const { range, until } = previewSpan(business, services, now, change)
  const asked = { business, range, now }
  const before = await loadQuestions(asked, services)
  const after = await loadChanged(asked, services, change)
  const serviceIds = services.map(({ id }) => id)
  const held = await comingClaims({ businessId: business.id, serviceIds, now })

  const compared = [...before].flatMap(([service, stored], index) => {
    const changed = after[index]
    const own = held.filter(({ serviceId }) => serviceId === service.id)
    const already = new Set(outsideOf(stored, own))
    const outside = outsideOf(changed, own).filter((claim) => !already.has(claim))
    const differences = lengthDifferences(
      { question: stored, service, business },
      {
        question: changed,
        service: change.service ?? service,
        business: change.business ?? business,
      }
    )
    return differences.map((difference) => ({ service, outside, ...difference }))
  })
  return previewOf(compared, until)
}

/** Of all the services together, a start once for each length that it has. */
export function previewOf(
  compared: (ServiceDifference & { outside: ComingClaim[] })[],
  until: Instant
): Preview {
  return {
    services: compared,
    removedCount: compared.reduce((sum, { removed }) => sum + removed.length, 0),
    addedCount: compared.reduce((sum, { added }) => sum + added.length, 0),
    outside: oncePerBooking(compared.flatMap(({ outside }) => outside)),
    until,
  }
}

/** A booking that several hosts keep time for is named once. */
export function oncePerBooking(claims: ComingClaim[]): ComingClaim[] {
  const byBooking = new Map(claims.map((claim) => [claim.bookingId, claim]))
  return [...byBooking.values()].sort((one, other) => one.start - other.start)
}

/** What is compared: as far ahead as bookings go, on any host's calendar. */
export function previewSpan(
  business: Business,
  services: Service[],
  now: Instant,
  change: Change = {}
) {
  const until = now + longestHorizon(business, services, change) * DAY
  return { until, range: { start: now, end: until + HOST_CALENDARS } }
}

/** In days, of all the services and both before and after the change. */
function longestHorizon(business: Business, services: Service[], change: Change): number {
  const horizons = services.flatMap((service) => [
    serviceRules(service, business).horizonDays.value,
    serviceRules(change.service ?? service, change.business ?? business).horizonDays.value,
  ])
  return Math.max(0, ...horizons.map((days) => days ?? 0))
}

/** In the order of the services. */
export async function loadChanged(
  asked: Parameters<typeof loadQuestions>[0] & { business: Business },
  services: Service[],
  change: Change
): Promise<Question[]> {
  const { range, now } = asked
  const business = change.business ?? asked.business
  if (change.service && change.hostIds) {
    const question = { business, service: change.service, range, now }
    return [await trialQuestion(question, asked.business.id, change.hostIds)]
  }

  const ruled = services.map((service) => change.service ?? service)
  const anew = { business, range, now }
  const questions = change.switched
    ? await switchedQuestions(anew, ruled, change.switched)
    : await loadQuestions(anew, ruled)
  return [...questions.values()].map((question) => ({
    ...question,
    hosts: question.hosts.map((host) => change.calendar?.(host) ?? host),
  }))
}
