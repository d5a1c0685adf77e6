import { WEEKS_SHOWN, weeksGrid } from '#formats/times/month_grid'
import type { PageBusiness, PageService } from '#queries/pages/find_business_page'
import { besideChosen } from '#queries/availability/chosen_dates'
import { daysToWaitFor } from '#queries/availability/days_to_wait_for'
import { loadQuestion } from '#queries/availability/load_availability'
import { type EmptyMonth, reasonToSay } from '#queries/availability/reason_to_say'
import { nextToTaken } from '#scheduling/slots/compact_day'
import { type Day, dateOf, dayOf, weekStart } from '#scheduling/time/dates'
import { emptyReason } from '#scheduling/reasons/empty_reason'
import { fullSessions } from '#scheduling/slots/sessions'
import { findSlots, nextOpening } from '#scheduling/slots/slots'
import { bookableEnd } from '#scheduling/rules/terms'
import type { Instant, Question, Slot, Span, Weekday } from '#scheduling/types'
import { clockOf, dateAt, dayAt, daySpan, startOfDay } from '#scheduling/time/zones'

export interface MonthRequest extends MonthQuery {
  business: PageBusiness
  service: PageService
  hostId: number | null
  durationMinutes: number | null
  /** Dates that are to be booked beside one of these. */
  chosen: readonly Instant[]
  /** Whether the business is closed where this service is, unless that has hours of its own. */
  isGivenByAll: boolean
  /** By the answer to a question asked before. */
  isHostFixed: boolean
}

export interface MonthQuery {
  timeZone: string
  weekStartsOn: number
  /** `YYYY-MM-DD`; opens the weeks with that day. Null opens those with the first free time. */
  from: string | null
  /** `YYYY-MM-DD`; null opens the first day with a free time. */
  date: string | null
  /** `YYYY-MM-DD`; opens near it where neither of them is given. */
  near?: string | null
  /** Not shown: the time of the booking that is being moved, and what meets those chosen already. */
  isLeftOut?: (slot: Span) => boolean
  now: Instant
}

type Ask = (range: Span) => Promise<Question>

const MOST_SOONEST = 3

const none = () => false

export async function loadMonthPage(request: MonthRequest) {
  const { business, service, durationMinutes, now } = request
  const ends = new Set<Instant>()
  const askWith = async (
    { hostId, chosen }: Pick<MonthRequest, 'hostId' | 'chosen'>,
    range: Span
  ) => {
    const input = { business, service, hostId, durationMinutes, now }
    const beside = besideChosen({ ...input, chosen })
    const loaded = await loadQuestion({ ...input, range: beside.widened(range) })
    for (const end of loaded.ends) ends.add(end)
    return { ...(await beside.booked(loaded)), range }
  }
  const ask = (range: Span) => askWith(request, range)
  const { question, ...month } = await loadMonth(ask, request)
  const { slots } = month
  return {
    ...month,
    ...daysToWaitFor(request, { ...month, question }),
    reason: await reasonToSay(request, { ...month, question, askWith }),
    soonest: await soonest(ask, request, month),
    ends: [...ends],
    suggested: service.compactsDay ? nextToTaken(slots, question) : [],
  }
}

/** The same whichever weeks are looked at, so that nothing moves when others are. */
async function soonest(
  ask: Ask,
  { timeZone, weekStartsOn, from, date, isLeftOut = none, now }: MonthQuery,
  shown: Pick<Awaited<ReturnType<typeof loadMonth>>, 'earlier' | 'firstTimes'>
): Promise<Slot[]> {
  // Weeks that nobody chose are the first that have any.
  if (!shown.earlier || (from === null && date === null)) return shown.firstTimes
  const today = dateAt(timeZone, now)
  const range = weeksSpan(firstOfWeeks(today, today, weekStartsOn), today, timeZone)
  const offered = findSlots(await ask(range)).filter((slot) => !isLeftOut(slot))
  return firstTimes(slotsByDate(offered, timeZone, range))
}

export async function loadMonth(ask: Ask, request: MonthQuery) {
  const { near = null, from, date } = request
  const plain = { ...request, near: null }
  if (near === null || from !== null || date !== null) return openWeeks(ask, plain)
  const about = await openWeeks(ask, request)
  return about.slots.length > 0 ? about : openWeeks(ask, plain)
}

async function openWeeks(ask: Ask, request: MonthQuery) {
  const { timeZone, weekStartsOn, from, isLeftOut = none, near = null, now } = request
  const today = dateAt(timeZone, now)
  const read = async (day: string) => {
    const first = firstOfWeeks(day, today, weekStartsOn)
    const span = weeksSpan(first, today, timeZone)
    const question = await ask(span)
    const offered = findSlots(question).filter((slot) => !isLeftOut(slot))
    return { first, span, question, offered }
  }
  const wanted = request.date ?? from ?? near
  let opened = await read(wanted ?? today)
  const end = bookableEnd(opened.question)
  // Nothing soon, or nothing in these weeks: look as far as bookings are taken, which is rare.
  const seekNext = async () => openingAfter(await ask({ start: now, end }), now, isLeftOut)
  const opening = wanted || opened.offered.length > 0 ? null : await seekNext()
  if (opening) opened = await read(dateAt(timeZone, opening.start))

  const { first, span, question, offered } = opened
  const byDate = slotsByDate(offered, timeZone, span)
  const dates = [...byDate.keys()]
  const firstDate = dates.find((each) => from !== null && each >= from) ?? dates.at(0)
  const date = request.date ?? (near ? dateNear(dates, near, weekStartsOn) : firstDate) ?? null
  const slots = (date && byDate.get(date)) || []
  const full = fullSessions(question).filter((session) => !isLeftOut(session))
  const counts = [...byDate].map(([day, onDay]) => [day, countOf(onDay, question)] as const)
  const weeksWith = (day: string) => firstOfWeeks(day, today, weekStartsOn)
  const lastDate = dateAt(timeZone, Math.max(now, end - 1))

  return {
    question,
    weeks: weeksGrid(first, new Map(counts), today),
    firstTimes: firstTimes(byDate),
    date,
    slots,
    full: full.filter(({ start }) => dateAt(timeZone, start) === date),
    sessions: question.sessions ?? [],
    fullDates: [...new Set(full.map(({ start }) => dateAt(timeZone, start)))],
    intervalMinutes: question.rules.slotIntervalMinutes,
    rules: question.rules,
    reason: slots.length ? null : emptyMonth(question, date ? daySpan(date, timeZone) : span),
    next: slots.length ? null : (firstAfter(offered, date, timeZone) ?? (await seekNext())),
    earlier: first > weeksWith(today) ? dateOf(earlierWeeks(first, weeksWith(lastDate))) : null,
    later: span.end < end ? dateOf(first + DAYS_SHOWN) : null,
    begins: dateOf(first),
    today,
    lastDate,
  }
}

function emptyMonth(question: Question, range: Span): EmptyMonth {
  return findSlots({ ...question, range }).length > 0
    ? { code: 'own' }
    : emptyReason(question, range)
}

const DAYS_SHOWN = 7 * WEEKS_SHOWN

/** Counted from this week, so that a day is always shown among the same weeks. */
function firstOfWeeks(date: string, today: string, weekStartsOn: number): Day {
  const first = weekStart(dayOf(today), weekStartsOn as Weekday)
  const ahead = Math.max(0, dayOf(date) - first)
  return first + ahead - (ahead % DAYS_SHOWN)
}

/** What is over is never on offer, so it is not read. */
function weeksSpan(first: Day, today: string, timeZone: string): Span {
  return {
    start: startOfDay(timeZone, dateOf(Math.max(first, dayOf(today)))),
    end: startOfDay(timeZone, dateOf(first + DAYS_SHOWN)),
  }
}

/** Of each of the next days that have any. */
function firstTimes(byDate: Map<string, Slot[]>): Slot[] {
  return [...byDate.values()].slice(0, MOST_SOONEST).map(([first]) => first)
}

function dateNear(dates: string[], near: string, weekStartsOn: number): string | undefined {
  const weekOf = (date: string) => weekStart(dayOf(date), weekStartsOn as Weekday)
  const distance = (date: string) =>
    Math.abs(dayOf(date) - dayOf(near)) + (weekOf(date) === weekOf(near) ? 0 : 7)
  return dates.toSorted((one, other) => distance(one) - distance(other)).at(0)
}

function openingAfter(
  question: Question,
  from: Instant,
  isLeftOut: (slot: Span) => boolean
): Slot | null {
  const next = nextOpening(question, from)
  return next && isLeftOut(next) ? openingAfter(question, next.start + 1, isLeftOut) : next
}

/** From beyond the end of bookings, the last weeks that have any. */
function earlierWeeks(first: Day, last: Day): Day {
  return Math.min(first - DAYS_SHOWN, last)
}

function slotsByDate(slots: Slot[], timeZone: string, span: Span): Map<string, Slot[]> {
  const clock = clockOf(timeZone, span)
  const byDay = Map.groupBy(slots, ({ start }) => dayAt(clock, start))
  return new Map([...byDay].map(([day, onDay]) => [dateOf(day), onDay]))
}

function countOf(slots: Slot[], { isPlannedOnly, rules }: Question): number {
  if (!isPlannedOnly && rules.capacity === 1) return slots.length
  return slots.reduce((places, { seatsLeft }) => places + seatsLeft, 0)
}

function firstAfter(slots: Slot[], date: string | null, timeZone: string): Slot | null {
  if (date === null) return null
  const nextDay = startOfDay(timeZone, dateOf(dayOf(date) + 1))
  return slots.find(({ start }) => start >= nextDay) ?? null
}
