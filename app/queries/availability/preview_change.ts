import { type ComingClaim, comingClaims } from '#claims'
import type Business from '#models/settings/business'
import type Service from '#models/services/service'
import {
  hasTimes,
  type LengthDifference,
  lengthDifferences,
} from '#queries/availability/length_differences'
import {
  loadQuestions,
  questionFor,
  type RuledService,
} from '#queries/availability/load_availability'
import { type RuledBusiness, serviceRules } from '#queries/services/service_rules'
import { switchedQuestions, trialQuestion } from '#queries/availability/trial_question'
import { type Lacks, lackingOf, outsideOf } from '#scheduling/scenarios/comparison'
import { goesAlong } from '#scheduling/slots/rooms'
import { DAY } from '#scheduling/time/dates'
import type { HostCalendar, Instant, Question } from '#scheduling/types'

export interface Change {
  business?: RuledBusiness
  service?: RuledService
  calendar?: (host: HostCalendar) => HostCalendar
  hostIds?: number[]
  switched?: { hostId: number; isActive: boolean }
}

interface Proposal {
  business: Business
  services: Service[]
  change: Change
  /** Whose times are counted, also where a colleague has the same; nobody named means all. */
  hostIds?: readonly number[]
  now: Instant
}

export interface ServiceDifference extends LengthDifference {
  service: Service
}

interface Compared extends ServiceDifference {
  outside: Preview['outside']
  lacking: Preview['lacking']
  isEmptied?: boolean
}

export interface Preview {
  services: ServiceDifference[]
  /** They lose all times that they have. */
  emptied: Service[]
  removedCount: number
  addedCount: number
  /** `isLeft`: by whom or where they are, and not by their time. */
  outside: (ComingClaim & { isLeft?: boolean })[]
  /** Made without a room, or somebody, that their service needs by then. */
  lacking: (ComingClaim & { lacks: Lacks })[]
  isQuestion?: boolean
  /** As far ahead as bookings go, before or after the change. */
  until: Instant
}

/** On a host's own calendar the last day may end this much later than on ours. */
const HOST_CALENDARS = 2 * DAY

export async function previewChange({
  business,
  services,
  change,
  hostIds = [],
  now,
}: Proposal): Promise<Preview> {
  const { range, until } = previewSpan(business, services, now, change)
  const wanted = { business, range, now }
  const before = await loadQuestions(wanted, services)
  const after = await loadChanged(wanted, services, change)
  const serviceIds = services.map(({ id }) => id)
  const held = await comingClaims({ businessId: business.id, serviceIds, now })

  const compared = [...before].flatMap(([service, stored], index) => {
    const changed = after[index]
    const own = held.filter(({ serviceId }) => serviceId === service.id)
    const already = new Set(outsideOf(stored, own))
    const giving = new Set(changed.hosts.map(({ hostId }) => hostId))
    // Whoever is switched off may leave a service without anybody: the others' bookings hold.
    const { hostId: switchedId } = change.switched ?? {}
    const outside = outsideOf(changed, own)
      .filter(({ hostId }) => switchedId === undefined || hostId === switchedId)
      .filter((claim) => !already.has(claim))
      .map((claim) => ({ ...claim, isLeft: !giving.has(claim.hostId) }))
    const listed = new Set(outside.map(({ bookingId }) => bookingId))
    const lackedBefore = new Set(lackingOf(stored, own).map(({ bookingId }) => bookingId))
    const lacking = lackingOf(changed, own).filter(
      ({ bookingId }) => !lackedBefore.has(bookingId) && !listed.has(bookingId)
    )
    const ownIds = countedIds([stored, changed], hostIds)
    const becomes = {
      service: change.service ?? service,
      business: change.business ?? business,
    }
    const differences = lengthDifferences(
      { question: questionFor(stored, ownIds), service, business },
      { question: questionFor(changed, ownIds), ...becomes }
    )
    const isLosing = differences.some(({ removed }) => removed.length > 0)
    const isEmptied = isLosing && !hasTimes({ question: changed, ...becomes })
    const found = { service, outside, lacking, isEmptied }
    return differences.map((difference) => ({ ...found, ...difference }))
  })
  return previewOf(compared, until)
}

/** Null is all: with a room that goes along, the service loses and gains whoever gives it. */
function countedIds(questions: readonly Question[], hostIds: readonly number[]) {
  const isRoomAlong = (question: Question) =>
    question.hosts.filter(goesAlong(question)).some(({ hostId }) => hostIds.includes(hostId))
  return hostIds.length === 0 || questions.some(isRoomAlong) ? null : hostIds
}

export function previewOf(compared: Compared[], until: Instant): Preview {
  const emptied = compared.filter(({ isEmptied }) => isEmptied).map(({ service }) => service)
  return {
    services: compared,
    emptied: [...new Set(emptied)],
    removedCount: compared.reduce((sum, { removed }) => sum + removed.length, 0),
    addedCount: compared.reduce((sum, { added }) => sum + added.length, 0),
    outside: oncePerBooking(compared.flatMap(({ outside }) => outside)),
    lacking: oncePerBooking(compared.flatMap(({ lacking }) => lacking)),
    until,
  }
}

export function oncePerBooking<Claim extends ComingClaim>(claims: Claim[]): Claim[] {
  const byBooking = new Map(claims.map((claim) => [claim.bookingId, claim]))
  return [...byBooking.values()].sort((one, other) => one.start - other.start)
}

export function previewSpan(
  business: Business,
  services: Service[],
  now: Instant,
  change: Change = {}
) {
  const until = now + longestHorizon(business, services, change) * DAY
  return { until, range: { start: now, end: until + HOST_CALENDARS } }
}

function longestHorizon(business: Business, services: Service[], change: Change): number {
  const horizons = services.flatMap((service) => [
    serviceRules(service, business).horizonDays.value,
    serviceRules(change.service ?? service, change.business ?? business).horizonDays.value,
  ])
  return Math.max(0, ...horizons.map((days) => days ?? 0))
}

export async function loadChanged(
  wanted: Parameters<typeof loadQuestions>[0] & { business: Business },
  services: Service[],
  change: Change
): Promise<Question[]> {
  const { range, now } = wanted
  const business = change.business ?? wanted.business
  if (change.service && change.hostIds) {
    const question = { business, service: change.service, range, now }
    return [await trialQuestion(question, wanted.business.id, change.hostIds)]
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
