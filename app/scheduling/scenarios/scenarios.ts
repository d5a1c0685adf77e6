import type { Buffers } from '#scheduling/rules/buffers'
import { DAY } from '#scheduling/time/dates'
import { explainerOf } from '#scheduling/reasons/reasons'
import { Fields, InvalidScenario } from './scenario_fields.js'
import { findSlots } from '#scheduling/slots/slots'
import type {
  BlockedDates,
  DateHours,
  HostCalendar,
  Instant,
  Question,
  Reason,
  SlotRules,
  Span,
  StartTime,
  TakenSpan,
  WallWindow,
  Weekday,
  WeeklyRange,
} from '#scheduling/types'

export type Answer = string[] | { slots: string[]; refused: ScenarioRefusal[] } | { error: string }

export interface ScenarioRefusal {
  start: string
  reasons: Record<string, string | number | null>[]
}

const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const
const LONGEST_RANGE_DAYS = 3_660
const LONGEST_SLOT_MINUTES = 31 * 24 * 60
const LONGEST_NOTICE_MINUTES = 10 * 366 * 24 * 60
const INSTANT_FIELDS = new Set(['start', 'end', 'earliest', 'deadline', 'closesAt'])

/** Their format is in docs/scenarios.md. */
export function simulate(scenarios: readonly unknown[], { withReasons = false } = {}): Answer[] {
  return scenarios.map((scenario) => {
    try {
      const question = readScenario(scenario)
      return withReasons ? explained(question) : startsOf(question).map(written)
    } catch (error) {
      if (error instanceof InvalidScenario) return { error: error.message }
      throw error
    }
  })
}

function startsOf(question: Question): Instant[] {
  return findSlots(question).map(({ start }) => start)
}

function explained(question: Question): Answer {
  const slots = startsOf(question)
  const offered = new Set(slots)
  const { gridStarts, reasonsAt } = explainerOf(question, question.range)
  const refused = gridStarts
    .filter((start) => !offered.has(start))
    .map((start) => ({ start: written(start), reasons: reasonsAt(start).map(writtenReason) }))
  return { slots: slots.map(written), refused }
}

/** Throws `InvalidScenario` at the first wrong field. */
function readScenario(scenario: unknown): Question {
  const fields = new Fields(scenario)
  const rules = readRules(fields)
  const limits = {
    dailyLimit: fields.optionalInteger('dailyLimit', 0, 100_000),
    weeklyLimit: fields.optionalInteger('weeklyLimit', 0, 100_000),
  }
  const team = fields.has('hosts') ? fields.list('hosts', readHost) : [readHost(fields)]
  if (team.length === 0) fields.fail('hosts', 'must name at least one host')

  return {
    now: fields.instant('now'),
    timeZone: fields.has('businessTimeZone')
      ? fields.timeZone('businessTimeZone')
      : team[0].timeZone,
    range: readRange(fields),
    rules,
    hosts: team.map((host, hostId) => ({ ...host, ...limits, hostId })),
    mode: fields.oneOf('mode', ['any', 'collective'], 'any'),
    serviceStarts: [],
  }
}

function readRange(fields: Fields): Span {
  const start = fields.instant('rangeStart')
  const end = fields.instant('rangeEnd')
  if (end < start) fields.fail('rangeEnd', 'must not lie before rangeStart')
  if (end - start > LONGEST_RANGE_DAYS * DAY) {
    fields.fail('rangeEnd', `must lie within ${LONGEST_RANGE_DAYS} days of rangeStart`)
  }
  return { start, end }
}

function readRules(fields: Fields): SlotRules {
  const durationMinutes = fields.integer('durationMinutes', 1, LONGEST_SLOT_MINUTES)
  return {
    durationMinutes,
    slotIntervalMinutes: fields.integer(
      'slotIntervalMinutes',
      1,
      LONGEST_SLOT_MINUTES,
      durationMinutes
    ),
    startTimes: fields.has('startTimes') ? fields.list('startTimes', readStartTime) : null,
    ...readBuffers(fields),
    minimumNoticeMinutes: fields.integer('minimumNoticeMinutes', 0, LONGEST_NOTICE_MINUTES, 0),
    horizonDays: fields.optionalInteger('horizonDays', 0, LONGEST_RANGE_DAYS),
    ...readBookableDates(fields),
    weekStartsOn: readWeekday(fields, 'weekStartsOn', 1),
    capacity: fields.integer('capacity', 1, 100_000, 1),
    isActive: true,
  }
}

function readStartTime(fields: Fields): StartTime {
  const start = fields.startTime('start')
  return fields.has('end') ? { start, end: fields.endTime('end') } : { start }
}

function readBookableDates(fields: Fields): Pick<SlotRules, 'bookableFrom' | 'bookableUntil'> {
  const bookableFrom = fields.has('bookableFrom') ? fields.date('bookableFrom') : null
  const bookableUntil = fields.has('bookableUntil') ? fields.date('bookableUntil') : null
  if (bookableFrom && bookableUntil && bookableUntil < bookableFrom) {
    fields.fail('bookableUntil', 'must not lie before bookableFrom')
  }
  return { bookableFrom, bookableUntil }
}

function readHost(fields: Fields): Omit<HostCalendar, 'hostId'> {
  return {
    timeZone: fields.timeZone('hostTimeZone'),
    weeklyHours: fields.list('weeklyHours', readWeeklyRange),
    overrides: fields.list('overrides', readOverride, []),
    busy: fields.list('busy', readBusy, []),
    blocks: fields.list('blocks', readBlock, []),
    taken: fields.list('bookings', readBooking, []),
  }
}

function readWeeklyRange(fields: Fields): WeeklyRange {
  return { weekday: readWeekday(fields, 'weekday'), ...readWindow(fields) }
}

function readOverride(fields: Fields): DateHours {
  return { date: fields.date('date'), windows: fields.list('windows', readWindow) }
}

function readWindow(fields: Fields): WallWindow {
  return { start: fields.startTime('start'), end: fields.endTime('end') }
}

function readBlock(fields: Fields): BlockedDates {
  const firstDate = fields.date('date')
  const weeklyDays = fields.optionalInteger('weeklyDays', 1, 7)
  const last = fields.has('lastDate') ? fields.date('lastDate') : null
  if (last !== null && last < firstDate) fields.fail('lastDate', 'must not lie before date')
  return {
    firstDate,
    lastDate: weeklyDays === null ? (last ?? firstDate) : last,
    weeklyDays,
    start: fields.has('start') ? fields.startTime('start') : '00:00',
    end: fields.has('end') ? fields.endTime('end') : '24:00',
    skippedDates: fields.list('except', (except) => except.date('date'), []),
  }
}

function readBusy(fields: Fields): Span {
  const span = { start: fields.instant('start'), end: fields.instant('end') }
  if (span.end < span.start) fields.fail('end', 'must not lie before start')
  return span
}

function readBooking(fields: Fields): TakenSpan {
  const span = { start: fields.instant('start'), end: fields.instant('end') }
  if (span.end <= span.start) fields.fail('end', 'must lie after start')
  return {
    ...span,
    ...readBuffers(fields),
    seats: fields.integer('seats', 1, 100_000, 1),
    sameService: fields.boolean('sameService', true),
  }
}

function readBuffers(fields: Fields): Buffers {
  return {
    bufferBeforeMinutes: fields.integer('bufferBeforeMinutes', 0, LONGEST_SLOT_MINUTES, 0),
    bufferAfterMinutes: fields.integer('bufferAfterMinutes', 0, LONGEST_SLOT_MINUTES, 0),
  }
}

function readWeekday(fields: Fields, name: string, absent?: Weekday): Weekday {
  return WEEKDAYS[fields.integer(name, 0, 6, absent)]
}

function written(instant: Instant): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z')
}

function writtenReason(reason: Reason): ScenarioRefusal['reasons'][number] {
  return Object.fromEntries(
    Object.entries(reason).map(([name, value]) => [
      name,
      typeof value === 'number' && INSTANT_FIELDS.has(name) ? written(value) : value,
    ])
  )
}
