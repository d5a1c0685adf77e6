import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { endsOf, toSession } from '#claims'
import {
  cachedAvailabilityRows,
  keptAvailabilityRows,
} from '#queries/availability/availability_cache'
import {
  type AvailabilityRows,
  type HostRow,
  loadAvailabilityRows,
} from '#queries/availability/availability_rows'
import type { Versions } from '#queries/availability_versions'
import type { LinkRules } from '#queries/links/link_rules'
import { linkStarts } from '#queries/links/link_starts'
import { type LinkedLayer, type RuledBusiness, serviceRules } from '#queries/services/service_rules'
import { type EffectiveRules, rulesOf } from '#scheduling/rules/effective_rules'
import { asBusiness } from '#scheduling/rules/as_business'
import { withHosts } from '#scheduling/slots/rooms'
import type { HostCalendar, Instant, Question, Span, TakenSpan, TeamMode } from '#scheduling/types'

export interface RuledService extends LinkedLayer {
  id: number
  hostMode: TeamMode
  isPlannedOnly: boolean
}

export interface LoadedQuestion extends Question {
  /** When holds and sessions end: then the clock alone changes the answer. */
  ends: readonly Instant[]
}

interface AvailabilityOfAll {
  business: RuledBusiness
  range: Span
  now: Instant
}

interface AvailabilityRequest extends AvailabilityOfAll {
  service: RuledService
  /** Null asks all hosts, as a service that needs them together always does. */
  hostId: number | null
  link?: LinkRules | null
  durationMinutes?: number | null
  seats?: number
  /** The business itself: see `asBusiness`. */
  isOwner?: boolean
  /** The booking that moves, and a session that it leaves empty: their time counts as free. */
  movingIds?: readonly number[]
}

/** Page, API and booking action all ask through this loader, so that they cannot differ. */
export async function loadQuestion(
  request: AvailabilityRequest,
  transaction?: QueryClient
): Promise<LoadedQuestion> {
  const { business, service, link = service.link ?? null, movingIds = [] } = request
  const { effective, wanted } = rowsWanted(request)
  const rows = transaction
    ? await loadAvailabilityRows(transaction, wanted)
    : await cachedAvailabilityRows(db.connection(), wanted, business.versions)
  const ownIds = link?.holderId ? [...movingIds, link.holderId] : movingIds
  const question = questionOf({ ...request, movingIds: ownIds }, effective, rows)
  const client = transaction ?? db.connection()
  const linked = link ? await underLink(client, question, effective, { link, movingIds }) : question
  return request.isOwner ? asBusiness(linked) : linked
}

/** From memory alone; null where the database would have to be asked. */
export async function keptQuestion(
  request: AvailabilityRequest & { business: { versions: Versions } }
): Promise<Question | null> {
  const { effective, wanted } = rowsWanted(request)
  const rows = await keptAvailabilityRows(wanted, request.business.versions)
  return rows && questionOf(request, effective, rows)
}

/** For several questions at once, each of which is then asked of `questionAmong`. */
export function loadRowsOf(
  { business, range, now }: AvailabilityOfAll,
  requests: readonly Omit<AvailabilityRequest, 'business' | 'range' | 'now'>[]
): Promise<AvailabilityRows> {
  const each = requests.map((request) => rowsWanted({ business, range, now, ...request }).wanted)
  const all = (name: 'serviceIds' | 'countedIds' | 'groupIds') => [
    ...new Set(each.flatMap((wanted) => wanted[name])),
  ]
  return loadAvailabilityRows(db.connection(), {
    ...{ range, hostId: null, serviceIds: all('serviceIds') },
    ...{ countedIds: all('countedIds'), groupIds: all('groupIds') },
  })
}

/** Of rows that may hold more than it asks for; `startsOfLink` where `countsOfLink` wants them. */
export function questionAmong(
  rows: AvailabilityRows,
  request: AvailabilityRequest & { link: LinkRules | null },
  startsOfLink: readonly Instant[] | null
): Question {
  const { link, movingIds = [] } = request
  const { effective, wanted } = rowsWanted(request)
  const { hostId } = wanted
  const hosts = rows.hosts.filter(
    ({ id, is_room: isRoom, room_goes_along: goesAlong }) =>
      hostId === null || id === hostId || (isRoom && goesAlong)
  )
  const ownIds = link?.holderId ? [...movingIds, link.holderId] : movingIds
  const question = questionOf({ ...request, movingIds: ownIds }, effective, { ...rows, hosts })
  const linked = link ? withinLink(question, effective, link, startsOfLink) : question
  return request.isOwner ? asBusiness(linked) : linked
}

/** Whether a limit counts the link's own bookings. */
export function countsOfLink(request: AvailabilityRequest & { link: LinkRules | null }): boolean {
  const isOfLink = (request.link?.linkId ?? null) !== null
  return isOfLink && ownLimits(rowsWanted(request).effective).includes(true)
}

function rowsWanted({ service, business, link, hostId, range, ...request }: AvailabilityRequest) {
  const underOne = link === undefined ? service.link : link
  const effective = serviceRules(service, business, request.durationMinutes ?? null, underOne)
  const wanted = {
    serviceIds: [service.id],
    hostId: service.hostMode === 'collective' ? null : hostId,
    range,
    countedIds: countsItself(effective) ? [service.id] : [],
    groupIds: isShared(service, effective) ? [service.id] : [],
  }
  return { effective, wanted }
}

function questionOf(
  { business: { timeZone }, service, range, now, movingIds = [], seats }: AvailabilityRequest,
  effective: EffectiveRules,
  rows: AvailabilityRows
): LoadedQuestion {
  return {
    ...toQuestion(service, effective, rows, { range, now, timeZone }, movingIds),
    ...(seats && { seatsWanted: seats }),
  }
}

export async function loadQuestions<Service extends RuledService>(
  { business, range, now }: AvailabilityOfAll,
  services: readonly Service[]
): Promise<Map<Service, LoadedQuestion>> {
  const ruled = services.map((service) => ({
    service,
    effective: serviceRules(service, business),
  }))
  const wanted = {
    serviceIds: services.map(({ id }) => id),
    hostId: null,
    range,
    countedIds: ruled
      .filter(({ effective }) => countsItself(effective))
      .map(({ service }) => service.id),
    groupIds: ruled
      .filter(({ service, effective }) => isShared(service, effective))
      .map(({ service }) => service.id),
  }
  const rows = await cachedAvailabilityRows(db.connection(), wanted, business.versions)
  return new Map(
    ruled.map(({ service, effective }) => [
      service,
      toQuestion(service, effective, rows, { range, now, timeZone: business.timeZone }),
    ])
  )
}

/** The same with some of its hosts alone, unless all are needed together. */
export function questionFor<Asked extends Question>(
  question: Asked,
  hostIds: readonly number[] | null
): Asked {
  if (hostIds === null || question.mode === 'collective') return question
  const gives = ({ hostId }: { hostId: number }) => hostIds.includes(hostId)
  const sessions = question.sessions?.filter(gives)
  return { ...withHosts(question, gives), ...(sessions && { sessions }) }
}

/** Not a link's limit, which counts the link's own bookings. */
function countsItself({ dailyLimit, weeklyLimit }: EffectiveRules): boolean {
  return [dailyLimit, weeklyLimit].some(({ value, source }) => value !== null && source !== 'link')
}

async function underLink(
  client: QueryClient,
  question: LoadedQuestion,
  effective: EffectiveRules,
  { link, movingIds }: { link: LinkRules; movingIds: readonly number[] }
): Promise<LoadedQuestion> {
  const { linkId } = link
  const isCounted = linkId !== null && ownLimits(effective).includes(true)
  const own = isCounted
    ? await linkStarts(client, linkId, question.range, question.now, movingIds)
    : null
  return withinLink(question, effective, link, own)
}

function withinLink(
  question: LoadedQuestion,
  effective: EffectiveRules,
  { hostIds }: LinkRules,
  own: readonly Instant[] | null
): LoadedQuestion {
  const given = questionFor(question, hostIds)
  const { offeredStarts } = question.rules
  const sessions = given.sessions?.filter(({ start }) => offeredStarts?.includes(start) ?? true)
  const theirs = { ...given, ...(sessions && { sessions }) }
  if (!own) return theirs

  const [serviceStarts, weeklyStarts] = ownLimits(effective).map((isOwn) =>
    isOwn ? own : question.serviceStarts
  )
  return { ...theirs, serviceStarts, weeklyStarts }
}

/** Of the day and of the week. */
function ownLimits({ dailyLimit, weeklyLimit }: EffectiveRules): boolean[] {
  return [dailyLimit, weeklyLimit].map(({ source }) => source === 'link')
}

function isShared({ isPlannedOnly }: RuledService, { capacity }: EffectiveRules): boolean {
  return capacity.value > 1 || isPlannedOnly
}

function toQuestion(
  service: RuledService,
  effective: EffectiveRules,
  { hosts, taken, sessions }: AvailabilityRows,
  wanted: Pick<Question, 'range' | 'now' | 'timeZone'>,
  movingIds: readonly number[] = []
): LoadedQuestion {
  const { now } = wanted
  const ofService = hosts.filter((host) => host.service_id === service.id)
  const team = isWhole(ofService) ? ofService : []
  const calendars = new Map(team.map((host) => [host.id, toCalendar(host)]))
  const isCounted = countsItself(effective)
  const shared = isShared(service, effective)
  const serviceStarts = new Map<string, Instant>()
  const ends = sessions.flatMap(endsOf)
  for (const { hostId, holderId, serviceId, expiresAt, time } of taken) {
    if (expiresAt !== null) ends.push(expiresAt)
    if (expiresAt !== null && expiresAt <= now) continue
    const calendar = calendars.get(hostId)
    if (holderId === null) {
      calendar?.busy.push(time)
      continue
    }
    if (movingIds.includes(holderId)) continue
    if (isCounted && serviceId === service.id) {
      serviceStarts.set(`${holderId} ${time.start}`, time.start)
    }
    calendar?.taken.push(time)
  }

  return {
    ...wanted,
    rules: rulesOf(effective),
    hosts: [...calendars.values()],
    mode: service.hostMode,
    serviceStarts: [...serviceStarts.values()],
    ends,
    ...((shared || ofService.some((host) => host.has_planned)) && {
      sessions: sessions
        .filter(({ id, is_planned: isPlanned }) => !movingIds.includes(id) && (shared || isPlanned))
        .flatMap((row) =>
          toSession(row, { serviceId: service.id, capacity: effective.capacity.value, now })
        ),
      isPlannedOnly: service.isPlannedOnly,
    }),
  }
}

/** An inactive host is here only where all are needed: then the service has nobody. */
function isWhole(ofService: readonly HostRow[]): boolean {
  if (!ofService.every((host) => host.is_active)) return false
  const kinds = new Set(ofService.map((host) => host.is_room))
  return kinds.size > 1 || !ofService.some((host) => host.room_goes_along)
}

type OpenCalendar = HostCalendar & { busy: Span[]; taken: TakenSpan[] }

function toCalendar(host: HostRow): OpenCalendar {
  return {
    hostId: host.id,
    ...(host.is_room && { isRoom: true }),
    timeZone: host.time_zone,
    weeklyHours: host.weekly_hours,
    overrides: host.overrides,
    blocks: host.blocks,
    busy: [],
    taken: [],
    dailyLimit: host.daily_limit,
    weeklyLimit: host.weekly_limit,
  }
}
