import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { cachedAvailabilityRows } from '#queries/availability_cache'
import {
  type AvailabilityRows,
  type HostRow,
  loadAvailabilityRows,
  type TakenRow,
} from '#queries/availability_rows'
import { toSession } from '#queries/session_rows'
import { type RuledBusiness, serviceRules } from '#queries/service_rules'
import { type RuleLayer, rulesOf } from '#scheduling/effective_rules'
import type {
  HostCalendar,
  Instant,
  Question,
  SlotRules,
  Span,
  Taken,
  TeamMode,
} from '#scheduling/types'

const MINUTE = 60_000

/** The model, or plain data of a page. */
export interface RuledService extends RuleLayer {
  id: number
  hostMode: TeamMode
  /** Whether only sessions that were planned are on offer. */
  isPlannedOnly: boolean
  /** Of its calendar, where they were read along with it. */
  versions?: readonly string[]
}

interface AvailabilityOfAll {
  business: RuledBusiness
  range: Span
  now: Instant
}

interface AvailabilityRequest extends AvailabilityOfAll {
  service: RuledService
  /** One host only; null asks all of the service's hosts. */
  hostId: number | null
  /** One of the lengths on offer; the service's usual one unless told otherwise. */
  durationMinutes?: number | null
  /** Places that one booking asks for. */
  seats?: number
}

/**
 * The one loader: turns rows into the engine's question. The page and the API ask through it, and so
 * does the booking action, by the client of its transaction: then the rows are always read anew.
 */
export async function loadQuestion(
  { business, service, hostId, durationMinutes = null, seats, range, now }: AvailabilityRequest,
  transaction?: QueryClient
): Promise<Question> {
  const rules = rulesOf(serviceRules(service, business, durationMinutes))
  const wanted = {
    serviceIds: [service.id],
    hostId,
    range,
    countedIds: countsItself(rules) ? [service.id] : [],
    groupIds: hasSessions(service, rules) ? [service.id] : [],
  }
  const rows = transaction
    ? await loadAvailabilityRows(transaction, wanted)
    : await cachedAvailabilityRows(db.connection(), wanted, service.versions)
  return {
    ...toQuestion(service, rules, rows, { range, now }),
    ...(seats && { seatsWanted: seats }),
  }
}

/** A question for each service, with all of its hosts, in no more queries than one takes. */
export async function loadQuestions<Service extends RuledService>(
  { business, range, now }: AvailabilityOfAll,
  services: readonly Service[]
): Promise<Map<Service, Question>> {
  const ruled = services.map((service) => ({
    service,
    rules: rulesOf(serviceRules(service, business)),
  }))
  const wanted = {
    serviceIds: services.map(({ id }) => id),
    hostId: null,
    range,
    countedIds: ruled.filter(({ rules }) => countsItself(rules)).map(({ service }) => service.id),
    groupIds: ruled
      .filter(({ service, rules }) => hasSessions(service, rules))
      .map(({ service }) => service.id),
  }
  const rows = await cachedAvailabilityRows(db.connection(), wanted, versionsRead(services))
  return new Map(
    ruled.map(({ service, rules }) => [service, toQuestion(service, rules, rows, { range, now })])
  )
}

function versionsRead(services: readonly RuledService[]): string[] | undefined {
  const read = services.flatMap(({ versions }) => (versions ? [versions] : []))
  return read.length === services.length ? read.flat() : undefined
}

function countsItself({ dailyLimit, weeklyLimit }: SlotRules): boolean {
  return dailyLimit !== null || weeklyLimit !== null
}

function hasSessions({ isPlannedOnly }: RuledService, { capacity }: SlotRules): boolean {
  return capacity > 1 || isPlannedOnly
}

function toQuestion(
  service: RuledService,
  rules: SlotRules,
  { hosts, taken, sessions }: AvailabilityRows,
  { range, now }: Pick<Question, 'range' | 'now'>
): Question {
  const ofService = hosts.filter((host) => host.service_id === service.id)
  const calendars = new Map(ofService.map((host) => [host.id, toCalendar(host)]))
  const serviceStarts = new Map<number, Instant>()
  for (const row of taken) {
    if (row.expires_at !== null && row.expires_at <= now) continue
    const calendar = calendars.get(row.host_id)
    if (row.holder_id === null) {
      calendar?.busy.push({ start: row.starts_at, end: row.ends_at })
      continue
    }
    if (row.service_id === service.id) serviceStarts.set(row.holder_id, row.starts_at)
    calendar?.taken.push(toTaken(row))
  }

  return {
    now,
    range,
    rules,
    hosts: [...calendars.values()],
    mode: service.hostMode,
    serviceStarts: [...serviceStarts.values()],
    ...(hasSessions(service, rules) && {
      sessions: sessions.flatMap((row) => toSession(row, service.id, now)),
      isPlannedOnly: service.isPlannedOnly,
    }),
  }
}

type OpenCalendar = HostCalendar & { busy: Span[]; taken: Taken[] }

function toCalendar(host: HostRow): OpenCalendar {
  return {
    hostId: host.id,
    timeZone: host.time_zone,
    weeklyHours: host.weekly_hours,
    overrides: host.overrides,
    busy: [],
    taken: [],
    dailyLimit: host.daily_limit,
    weeklyLimit: host.weekly_limit,
  }
}

/** No claim is joined: what several may share is a session, and stands among those. */
function toTaken(row: TakenRow): Taken {
  return {
    start: row.starts_at,
    end: row.ends_at,
    bufferBeforeMinutes: (row.starts_at - row.blocked_from) / MINUTE,
    bufferAfterMinutes: (row.blocked_until - row.ends_at) / MINUTE,
    seats: 1,
    sameService: false,
  }
}
