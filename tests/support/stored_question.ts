import db from '@adonisjs/lucid/services/db'
import { addService, openShop } from '#database/factories/business'
import Block from '#models/availability/block'
import type Business from '#models/settings/business'
import type Service from '#models/services/service'
import type { HostCalendar, Question, SlotRules, TakenSpan } from '#scheduling/types'

const MINUTE = 60_000
const HORIZON_DAYS = 60

export interface StoredQuestion {
  business: Business
  service: Service
  /** The same question with the ids that its rows have. */
  question: Question
}

/** The part of a question that rows can say: no links, no sessions, one seat, claims that do not overlap. */
export function storable(question: Question): Question {
  const rules: SlotRules = {
    ...question.rules,
    durationMinutes: Math.min(question.rules.durationMinutes, 1440),
    horizonDays: question.rules.horizonDays || HORIZON_DAYS,
    ...bookableDates(question.rules),
    dailyLimit: question.rules.dailyLimit || null,
    weeklyLimit: question.rules.weeklyLimit || null,
    deadline: null,
    hours: question.rules.hours ?? null,
    ...{ offeredStarts: null, excludedDates: null },
    capacity: 1,
  }
  const hosts = question.hosts.map((host) => ({
    ...host,
    overrides: [...new Map(host.overrides.map((one) => [one.date, one])).values()],
    busy: host.busy.filter(({ start, end }) => start < end),
    taken: apart(host.taken).map((claim) => ({ ...claim, seats: 1 })),
    dailyLimit: host.dailyLimit || null,
    weeklyLimit: host.weeklyLimit || null,
  }))
  const serviceStarts = hosts.flatMap((host) =>
    host.taken.filter(({ sameService }) => sameService).map(({ start }) => start)
  )
  // A clock that is not on the minute lets a case take some seconds without crossing one.
  return { ...question, now: question.now + 20_000, rules, hosts, serviceStarts }
}

/** Writes a storable question as rows, past every action. */
export async function store(question: Question): Promise<StoredQuestion> {
  const { rules } = question
  const shop = await openShop({
    hosts: question.hosts.length,
    business: { weekStartsOn: rules.weekStartsOn, timeZone: question.timeZone },
    settings: { maxAdvanceBookingDays: HORIZON_DAYS },
    service: {
      durationMinutes: rules.durationMinutes,
      slotIntervalMinutes: rules.slotIntervalMinutes,
      hours: rules.hours ?? null,
      startTimes: rules.startTimes ? [...rules.startTimes] : null,
      bufferBeforeMinutes: rules.bufferBeforeMinutes,
      bufferAfterMinutes: rules.bufferAfterMinutes,
      minimumNoticeMinutes: rules.minimumNoticeMinutes,
      horizonDays: rules.horizonDays === HORIZON_DAYS ? null : rules.horizonDays,
      bookableFrom: rules.bookableFrom ?? null,
      bookableUntil: rules.bookableUntil ?? null,
      dailyLimit: rules.dailyLimit ?? null,
      weeklyLimit: rules.weeklyLimit ?? null,
      hostMode: question.mode,
      isActive: rules.isActive,
    },
  })
  const { business, service } = shop
  const other = await addService(business, shop.hosts)

  const hosts = question.hosts.map((host, index) => ({ ...host, hostId: shop.hosts[index].id }))
  for (const host of hosts) {
    await storeHours(business.id, host)
    await storeBlocks(business.id, host)
    await storeBusy(business.id, host)
    await storeClaims(business.id, host, (claim) => (claim.sameService ? service.id : other.id))
  }
  return { business, service, question: { ...question, hosts } }
}

async function storeHours(businessId: number, host: HostCalendar): Promise<void> {
  const of = { business_id: businessId, host_id: host.hostId }
  await db
    .from('hosts')
    .where('id', host.hostId)
    .update({
      ...(host.isRoom && { kind: 'room', user_id: null }),
      time_zone: host.timeZone,
      daily_limit: host.dailyLimit,
      weekly_limit: host.weeklyLimit,
    })
  await db.from('availability_rules').where('host_id', host.hostId).delete()
  await insert(
    'availability_rules',
    host.weeklyHours.map(({ weekday, start, end }) => ({
      ...of,
      day_of_week: weekday,
      opens_time: start,
      closes_time: end,
    }))
  )
  await insert(
    'date_overrides',
    host.overrides.map(({ date, windows }) => ({ ...of, date, windows: JSON.stringify(windows) }))
  )
}

async function storeBlocks(businessId: number, host: HostCalendar): Promise<void> {
  for (const { start, end, ...dates } of host.blocks ?? []) {
    const block = await Block.create({ businessId, startsTime: start, endsTime: end, ...dates })
    await insert('block_hosts', [
      { business_id: businessId, block_id: block.id, host_id: host.hostId },
    ])
  }
}

async function storeBusy(businessId: number, host: HostCalendar): Promise<void> {
  await insert(
    'calendar_busy',
    host.busy.map(({ start, end }) => ({
      business_id: businessId,
      host_id: host.hostId,
      starts_at: new Date(start),
      ends_at: new Date(end),
      source: 'a calendar',
    }))
  )
}

async function storeClaims(
  businessId: number,
  host: HostCalendar,
  serviceIdOf: (claim: TakenSpan) => number
): Promise<void> {
  for (const claim of host.taken) {
    const [holder] = await db.table('holders').insert({ business_id: businessId }).returning('id')
    const { from, until } = blockedBy(claim)
    await insert('claims', [
      {
        business_id: businessId,
        host_id: host.hostId,
        service_id: serviceIdOf(claim),
        holder_id: holder.id,
        starts_at: new Date(claim.start),
        ends_at: new Date(claim.end),
        blocked: db.raw('tstzrange(?, ?)', [new Date(from), new Date(until)]),
      },
    ])
  }
}

async function insert(table: string, rows: Record<string, unknown>[]): Promise<void> {
  if (rows.length > 0) await db.table(table).multiInsert(rows)
}

/** Of the dates, a first that lies after the last could not be stored. */
function bookableDates({ bookableFrom, bookableUntil }: SlotRules) {
  const isReversed = bookableFrom && bookableUntil && bookableUntil < bookableFrom
  return isReversed ? { bookableFrom: bookableUntil, bookableUntil: bookableFrom } : {}
}

/** The first of claims that overlap, which the database would refuse to hold together. */
function apart(claims: readonly TakenSpan[]): TakenSpan[] {
  const kept: TakenSpan[] = []
  for (const claim of claims) {
    const { from, until } = blockedBy(claim)
    const isClear = kept.every((other) => {
      const blocked = blockedBy(other)
      return blocked.until <= from || until <= blocked.from
    })
    if (isClear) kept.push(claim)
  }
  return kept
}

function blockedBy(claim: TakenSpan): { from: number; until: number } {
  return {
    from: claim.start - claim.bufferBeforeMinutes * MINUTE,
    until: claim.end + claim.bufferAfterMinutes * MINUTE,
  }
}
