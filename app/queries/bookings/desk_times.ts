import type { InTheWay } from '#claims'
import type Booking from '#models/bookings/booking'
import type Service from '#models/services/service'
import type Business from '#models/settings/business'
import { loadQuestion } from '#queries/availability/load_availability'
import type { BusyCalendar } from '#queries/calendars/busy_calendars'
import { nearestOf } from '#queries/availability/nearest_slots'
import { startInDetail } from '#queries/availability/why_not_offered'
import { moveQuestion } from '#queries/bookings/move_question'
import { explainerOf } from '#scheduling/reasons/reasons'
import { type StartAnyway, startAnyway } from '#scheduling/reasons/start_anyway'
import { findSlots } from '#scheduling/slots/slots'
import { dateOf, dayOf } from '#scheduling/time/dates'
import { onlyAt } from '#scheduling/time/spans'
import { dateAt, startOfDay } from '#scheduling/time/zones'
import type { Instant, Question, Reason, Slot, Span } from '#scheduling/types'

export interface DeskChoice {
  business: Business
  service: Service
  /** Null asks all hosts. */
  hostId: number | null
  durationMinutes: number | null
  seats: number
  /** The one that moves: it keeps its length and its places. */
  booking: Booking | null
}

export interface DeskDay {
  date: string
  slots: Slot[]
  /** Nothing begins any more on that day, booked or not. */
  isClosed: boolean
}

/** What stands against a start that is not on offer, and what may be done about it. */
export interface DeskObstacle {
  question: Question
  reasons: Reason[]
  inTheWay: InTheWay[]
  calendars: BusyCalendar[]
  anyway: StartAnyway | null
  nearest: Slot[]
  /** Other hosts who are free then. */
  othersFree: readonly number[]
}

const DAYS_SHOWN = 6
const NEAREST = 2

export function questionAtDesk(
  { business, service, hostId, durationMinutes, seats, booking }: DeskChoice,
  range: Span,
  now: Instant
): Promise<Question> {
  if (booking) {
    return moveQuestion(
      { booking, business, service, hostId, isOwner: true, isKnown: false },
      range,
      now
    )
  }
  const wanted = { business, service, hostId, durationMinutes, seats, range, now }
  return loadQuestion({ ...wanted, isOwner: true })
}

/** The free times of some days from `first` on, by the business's clock. */
export async function loadDeskDays(
  choice: DeskChoice,
  first: string,
  now: Instant
): Promise<{ days: DeskDay[]; question: Question }> {
  const { timeZone } = choice.business
  const dates = Array.from({ length: DAYS_SHOWN + 1 }, (_, nth) => dateOf(dayOf(first) + nth))
  const end = startOfDay(timeZone, dates[DAYS_SHOWN])
  const question = await questionAtDesk(choice, { start: startOfDay(timeZone, first), end }, now)
  const byDate = Map.groupBy(findSlots(question), ({ start }) => dateAt(timeZone, start))
  const { gridStarts } = explainerOf(question, question.range)
  const open = new Set(
    gridStarts.filter((start) => start >= now).map((start) => dateAt(timeZone, start))
  )
  const days = dates.slice(0, DAYS_SHOWN).map((date) => {
    return { date, slots: byDate.get(date) ?? [], isClosed: !open.has(date) }
  })
  return { days, question }
}

/** Of a day, what each host has free by themselves; none where one would have no choice. */
export async function loadOthersOnDay(
  choice: DeskChoice,
  date: string,
  now: Instant
): Promise<Map<number, Slot[]>> {
  const byHost = new Map<number, Slot[]>()
  if (choice.hostId === null) return byHost
  const { timeZone } = choice.business
  const [start, end] = [date, dateOf(dayOf(date) + 1)].map((day) => startOfDay(timeZone, day))
  const question = await questionAtDesk({ ...choice, hostId: null }, { start, end }, now)
  for (const slot of findSlots(question)) {
    for (const id of slot.hostIds) byHost.set(id, [...(byHost.get(id) ?? []), slot])
  }
  return byHost
}

/** A start that is written, and not chosen among those on offer. */
export async function findStartAtDesk(
  choice: DeskChoice,
  startsAt: Instant,
  now: Instant
): Promise<{ slot: Slot; obstacle: null } | { slot: null; obstacle: DeskObstacle }> {
  const { business, hostId, booking } = choice
  const only = onlyAt(startsAt)
  const question = await questionAtDesk(choice, only, now)
  const slot = findSlots(question).at(0)
  if (slot) return { slot, obstacle: null }

  const ask = (range: Span) => questionAtDesk(choice, range, now)
  const exceptAt = booking?.startsAt.toMillis() ?? null
  const near = { startsAt, count: NEAREST, exceptAt }
  const others =
    hostId === null ? null : await questionAtDesk({ ...choice, hostId: null }, only, now)
  const detail = await startInDetail(question, { business, startsAt, now })
  const { reasons, inTheWay, calendars } = detail
  const obstacle = {
    ...{ question, reasons, calendars, anyway: startAnyway(question) },
    inTheWay: inTheWay.filter(({ id }) => id !== booking?.id),
    nearest: await nearestOf(ask, near, now),
    othersFree: others ? findSlots(others).flatMap(({ hostIds }) => hostIds) : [],
  }
  return { slot: null, obstacle }
}
