import { addMonths, monthGrid } from '#formats/times/month_grid'
import type { PageBusiness, PageService } from '#queries/pages/find_business_page'
import { loadQuestion } from '#queries/availability/load_availability'
import { nextToTaken } from '#scheduling/slots/compact_day'
import { DAY, dateOf, dayOf, weekStart } from '#scheduling/time/dates'
import { emptyReason } from '#scheduling/reasons/empty_reason'
import { fullSessions } from '#scheduling/slots/sessions'
import { findSlots, nextOpening } from '#scheduling/slots/slots'
import { bookableEnd } from '#scheduling/rules/terms'
import type { Instant, Question, Slot, Span, Weekday } from '#scheduling/types'
import { clockOf, dateAt, dayAt, startOfDay } from '#scheduling/time/zones'

export interface MonthRequest extends MonthQuery {
  business: PageBusiness
  service: PageService
  hostId: number | null
  durationMinutes: number | null
}

export interface MonthQuery {
  timeZone: string
  weekStartsOn: number
  /** `YYYY-MM`; null opens the month with the first free time. */
  month: string | null
  /** `YYYY-MM-DD`; null opens the first day with a free time. */
  date: string | null
  /** `YYYY-MM-DD`; opens near it where neither month nor date is given. */
  near?: string | null
  /** Not shown: the time of the booking that is being moved. */
  leftOut?: Instant | null
  now: Instant
}

/** A month that ends so soon may have no time left, so the next one is read along. */
const NEAR_END = 7 * DAY

export async function loadMonthPage(request: MonthRequest) {
  const { business, service, hostId, durationMinutes, now } = request
  const ends = new Set<Instant>()
  const ask = async (range: Span) => {
    const loaded = await loadQuestion({ business, service, hostId, durationMinutes, range, now })
    for (const end of loaded.ends) ends.add(end)
    return loaded
  }
  const { question, ...month } = await loadMonth(ask, request)
  const { slots } = month
  return {
    ...month,
    ends: [...ends],
    suggested: service.compactsDay ? nextToTaken(slots, question) : [],
  }
}

export async function loadMonth(ask: (range: Span) => Promise<Question>, request: MonthQuery) {
  const { near = null, month, date } = request
  const plain = { ...request, near: null }
  if (near === null || month !== null || date !== null) return openMonth(ask, plain)
  const about = await openMonth(ask, request)
  return about.slots.length > 0 ? about : openMonth(ask, plain)
}

async function openMonth(ask: (range: Span) => Promise<Question>, request: MonthQuery) {
  const { timeZone, leftOut = null, near = null, now } = request
  const shown = (each: Question) => findSlots(each).filter(({ start }) => start !== leftOut)
  const thisMonth = dateAt(timeZone, now).slice(0, 7)
  const chosen = request.date?.slice(0, 7) ?? request.month ?? near?.slice(0, 7)

  const today = startOfDay(timeZone, dateAt(timeZone, now))
  const ahead = (month: string, length = 1) =>
    startingFrom(today, monthSpan(month, timeZone, length))
  const isEnding = today + NEAR_END > monthSpan(thisMonth, timeZone).end
  const loaded = ahead(
    chosen && chosen > thisMonth ? chosen : thisMonth,
    !chosen && isEnding ? 2 : 1
  )
  const question = await ask(loaded)
  const offered = shown(question)
  const end = bookableEnd(question)
  // Nothing soon, or an empty month: look as far as bookings are taken, which is rare.
  const seekNext = async () => openingAfter(await ask({ start: now, end }), now, leftOut)
  const opening = chosen ? null : (offered[0] ?? (await seekNext()))

  const month = chosen ?? (opening ? dateAt(timeZone, opening.start).slice(0, 7) : thisMonth)
  const span = ahead(month)
  const isLoaded = isWithin(span, loaded) || month < thisMonth
  const covering = isLoaded ? question : await ask(span)
  const slots = isLoaded ? startingIn(span, offered) : shown(covering)
  const byDate = slotsByDate(slots, timeZone, span)
  const dates = [...byDate.keys()]
  const date =
    request.date ?? (near ? dateNear(dates, near, request.weekStartsOn) : dates.at(0)) ?? null
  const daySlots = (date && byDate.get(date)) || []
  const full = fullSessions({ ...covering, range: span })

  return {
    question: covering,
    month,
    weeks: monthGrid(
      month,
      new Map([...byDate].map(([day, onDay]) => [day, countOf(onDay, covering)])),
      dateAt(timeZone, now),
      request.weekStartsOn
    ),
    date,
    slots: daySlots,
    full: full.filter(({ start }) => dateAt(timeZone, start) === date),
    sessions: covering.sessions ?? [],
    fullDates: [...new Set(full.map(({ start }) => dateAt(timeZone, start)))],
    intervalMinutes: question.rules.slotIntervalMinutes,
    rules: question.rules,
    reason: daySlots.length ? null : emptyReason(covering, date ? daySpan(date, timeZone) : span),
    next: daySlots.length ? null : (firstAfter(slots, date, timeZone) ?? (await seekNext())),
    earlier: month > thisMonth ? earlierMonth(month, dateAt(timeZone, end)) : null,
    later: span.end < end ? addMonths(month, 1) : null,
    firstMonth: thisMonth,
    lastMonth: dateAt(timeZone, Math.max(now, end - 1)).slice(0, 7),
  }
}

function dateNear(dates: string[], near: string, weekStartsOn: number): string | undefined {
  const weekOf = (date: string) => weekStart(dayOf(date), weekStartsOn as Weekday)
  const distance = (date: string) =>
    Math.abs(dayOf(date) - dayOf(near)) + (weekOf(date) === weekOf(near) ? 0 : 7)
  return dates.toSorted((one, other) => distance(one) - distance(other)).at(0)
}

function openingAfter(question: Question, from: Instant, leftOut: Instant | null): Slot | null {
  const next = nextOpening(question, from)
  return next && next.start === leftOut ? nextOpening(question, next.start + 1) : next
}

function monthSpan(month: string, timeZone: string, length = 1): Span {
  return {
    start: startOfDay(timeZone, `${month}-01`),
    end: startOfDay(timeZone, `${addMonths(month, length)}-01`),
  }
}

/** What is over is never on offer, so it is not read; a month that is over stays whole. */
function startingFrom(today: Instant, { start, end }: Span): Span {
  return { start: end > today ? Math.max(start, today) : start, end }
}

function daySpan(date: string, timeZone: string): Span {
  return {
    start: startOfDay(timeZone, date),
    end: startOfDay(timeZone, dateOf(dayOf(date) + 1)),
  }
}

function earlierMonth(month: string, endDate: string): string {
  const [before, last] = [addMonths(month, -1), endDate.slice(0, 7)]
  return before < last ? before : last
}

function isWithin(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

function startingIn({ start, end }: Span, slots: Slot[]): Slot[] {
  return slots.filter((slot) => slot.start >= start && slot.start < end)
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
