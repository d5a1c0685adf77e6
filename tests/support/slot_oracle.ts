import { IANAZone } from 'luxon'
import type {
  BlockedDates,
  HostCalendar,
  Question,
  Span,
  StartTime,
  TakenSpan,
  WallWindow,
  WorkingHours,
} from '#scheduling/types'

/**
 * The rules of booking once more, slow and obvious: every start is judged by itself, against every
 * opening, claim and limit, with the zone asked of Luxon each time. Shares nothing with the engine.
 */
export interface OracleSlot extends Span {
  seatsLeft: number
  hostIds: number[]
  roomIds?: number[]
}

interface Opening extends Span {
  date: number
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export function oracleSlots(question: Question): OracleSlot[] {
  const { rules, mode } = question
  const rooms = roomsAlong(question)
  const hosts = question.hosts.filter((host) => !rooms.includes(host))
  const duration = rules.durationMinutes * MINUTE
  const opened = hosts.map((host) => ({ host, openings: openingsOf(host, question) }))
  const common = commonOf(opened.map(({ openings }) => openings))
  const days = opened.map(({ host, openings }) => {
    const starts =
      mode === 'any'
        ? gridStarts(host.timeZone, openings, question)
        : gridStarts(question.timeZone, common, question)
    return { host, openings, starts: new Set(starts) }
  })
  const starts = new Set(days.flatMap((day) => [...day.starts]))

  const slots: OracleSlot[] = []
  for (const start of [...starts].sort((a, b) => a - b)) {
    const free = days
      .filter((day) => day.starts.has(start) && isFree(day.host, day.openings, start, question))
      .map((day) => day.host)
    const isOffered = mode === 'any' ? free.length > 0 : free.length === hosts.length
    const freeRooms = rooms.filter((room) =>
      isFree(room, openingsOf(room, question), start, question)
    )
    if (!isOffered || (rooms.length > 0 && freeRooms.length === 0)) continue

    const seats = free.map((host) => rules.capacity - seatsTaken(host, start, question))
    slots.push({
      start,
      end: start + duration,
      seatsLeft: mode === 'any' ? seats.reduce((sum, left) => sum + left, 0) : Math.min(...seats),
      hostIds: free.map((host) => host.hostId),
      ...(rooms.length > 0 && { roomIds: freeRooms.map((room) => room.hostId) }),
    })
  }
  return slots
}

/** Where one of the people gives it, one of the rooms goes along. */
export function roomsAlong({ hosts, mode }: Question): HostCalendar[] {
  const rooms = hosts.filter((host) => host.isRoom)
  return mode === 'any' && rooms.length < hosts.length ? rooms : []
}

/** The openings of every date that could matter, cut down to the hours of a link if it has any. */
export function openingsOf(host: HostCalendar, question: Question): Opening[] {
  return withoutBlocks(workedOf(host, question), host, question)
}

function workedOf(host: HostCalendar, question: Question): Opening[] {
  const openings = openingsBy(host, host.timeZone, question)
  const { hours } = question.rules
  if (!hours) return openings

  const within = united(openingsBy(hours, host.timeZone, question))
  return openings.flatMap((opening) =>
    within
      .map((link) => ({
        date: opening.date,
        start: Math.max(opening.start, link.start),
        end: Math.min(opening.end, link.end),
      }))
      .filter((part) => part.start < part.end)
  )
}

/** What is left before, between and after the blocks, each part with a grid of its own. */
function withoutBlocks(
  openings: Opening[],
  { blocks = [], timeZone }: HostCalendar,
  question: Question
): Opening[] {
  const away = blocks.flatMap((block) =>
    blockedDatesOf(block, question).flatMap((date) => awayOn(block, date, timeZone))
  )
  return away.reduce(
    (left, { start, end }) =>
      left
        .flatMap((part) => [
          { ...part, end: Math.min(part.end, start) },
          { ...part, start: Math.max(part.start, end) },
        ])
        .filter((part) => part.start < part.end),
    openings
  )
}

function blockedDatesOf(block: BlockedDates, { range, rules }: Question): number[] {
  const last = Math.floor((range.end + rules.durationMinutes * MINUTE) / DAY) + 6
  const dates: number[] = []
  for (let date = Math.floor(range.start / DAY) - 7; date <= last; date++) {
    const text = dateText(date)
    const days = date - Date.parse(block.firstDate) / DAY
    if (text < block.firstDate || (block.lastDate !== null && text > block.lastDate)) continue
    if (block.weeklyDays !== null && days % 7 >= block.weeklyDays) continue
    if (!block.skippedDates.includes(text)) dates.push(date)
  }
  return dates
}

/** Every moment that the clock shows as one of the window, and what an opening of its times would be. */
function awayOn(block: BlockedDates, date: number, timeZone: string): Span[] {
  const { start, end } = wallSpan(block, date)
  const shown = stretchesAround(timeZone, date).map(({ offset, ...stretch }) => ({
    start: Math.max(stretch.start, start - offset),
    end: Math.min(stretch.end, end - offset),
  }))
  const opening = dateExists(timeZone, date) ? [instantsOf(block, date, timeZone)] : []
  return [...shown, ...opening].filter((span) => span.start < span.end)
}

/** From three days before to four days after, cut where the offset changes. */
const stretchesAround = remembered((timeZone, date) => {
  const stretches: (Span & { offset: number })[] = []
  for (let start = (date - 3) * DAY; start < (date + 4) * DAY;) {
    const offset = offsetAt(timeZone, start)
    const isSteady = offset === offsetAt(timeZone, start + HOUR)
    const end = start + (isSteady ? HOUR : MINUTE)
    const last = stretches.at(-1)
    if (last?.offset === offset) last.end = end
    else stretches.push({ start, end, offset })
    start = end
  }
  return stretches
})

/** Everything that one opening of each host has in common. */
function commonOf([first, ...others]: Opening[][]): Span[] {
  return others.reduce<Span[]>(
    (spans, openings) =>
      spans.flatMap((span) =>
        openings
          .map((opening) => ({
            start: Math.max(span.start, opening.start),
            end: Math.min(span.end, opening.end),
          }))
          .filter((part) => part.start < part.end)
      ),
    first
  )
}

/** The touching ones of one date are made one. */
function openingsBy(hours: WorkingHours, timeZone: string, question: Question): Opening[] {
  const openings: Opening[] = []
  for (const date of datesAround(timeZone, question)) {
    const spans = windowsOn(hours, date)
      .map((window) => ({ date, ...instantsOf(window, date, timeZone) }))
      .filter((span) => span.start < span.end)
      .sort((a, b) => a.start - b.start)
    for (const span of spans) {
      const before = openings.at(-1)
      if (before?.date === date && span.start <= before.end) {
        before.end = Math.max(before.end, span.end)
      } else {
        openings.push(span)
      }
    }
  }
  return openings
}

function datesAround(timeZone: string, { range, rules }: Question): number[] {
  const dates: number[] = []
  const last = Math.floor((range.end + rules.durationMinutes * MINUTE) / DAY) + 3
  for (let date = Math.floor(range.start / DAY) - 4; date <= last; date++) {
    if (dateExists(timeZone, date)) dates.push(date)
  }
  return dates
}

/** Those of different dates made one as well. */
function united(openings: Opening[]): Span[] {
  const spans: Span[] = []
  for (const { start, end } of openings.toSorted((a, b) => a.start - b.start)) {
    const before = spans.at(-1)
    if (before && start <= before.end) before.end = Math.max(before.end, end)
    else spans.push({ start, end })
  }
  return spans
}

/** Whether every minute of the slot lies in some opening. */
export function isInside(openings: readonly Span[], start: number, end: number): boolean {
  let reached = start
  while (reached < end) {
    const opening = openings.find((span) => span.start <= reached && reached < span.end)
    if (!opening) return false
    reached = opening.end
  }
  return true
}

/** Whole days since 1970 of the date that the zone's calendar shows. */
export function localDay(timeZone: string, instant: number): number {
  return Math.floor((instant + offsetAt(timeZone, instant)) / DAY)
}

export function localWeek(timeZone: string, instant: number, weekStartsOn: number): number {
  let day = localDay(timeZone, instant)
  while (new Date(day * DAY).getUTCDay() !== weekStartsOn) day--
  return day
}

/** A fixed start list is read in the zone. */
function gridStarts(timeZone: string, openings: readonly Span[], question: Question): number[] {
  const { range, rules } = question
  if (rules.offeredStarts) {
    return rules.offeredStarts.filter((start) => start >= range.start && start < range.end)
  }
  const grids = rules.startTimes
    ? datesAround(timeZone, question).flatMap((date) =>
        (rules.startTimes ?? []).map((entry) => listedSpan(entry, date, timeZone))
      )
    : openings

  const starts: number[] = []
  for (const { start: first, end } of grids) {
    for (let start = first; start < end; start += rules.slotIntervalMinutes * MINUTE) {
      if (start >= range.start && start < range.end) starts.push(start)
    }
  }
  return starts
}

/** A single listed time is the only start of its span. */
function listedSpan({ start, end }: StartTime, date: number, timeZone: string): Span {
  const span = instantsOf({ start, end: end ?? start }, date, timeZone)
  return end ? span : { start: span.start, end: span.start + 1 }
}

function isFree(
  host: HostCalendar,
  openings: Opening[],
  start: number,
  question: Question
): boolean {
  const { now, rules } = question
  const end = start + rules.durationMinutes * MINUTE
  const today = localDay(host.timeZone, now)
  const day = localDay(host.timeZone, start)
  const date = dateText(localDay(question.timeZone, start))

  if (!rules.isActive) return false
  if (typeof rules.deadline === 'number' && now > rules.deadline) return false
  if (start < now + rules.minimumNoticeMinutes * MINUTE) return false
  if (rules.horizonDays !== null && day > today + rules.horizonDays) return false
  if (rules.bookableFrom && date < rules.bookableFrom) return false
  if (rules.bookableUntil && date > rules.bookableUntil) return false
  for (const { firstDate, lastDate } of rules.excludedDates ?? []) {
    if (firstDate <= date && date <= lastDate) return false
  }
  if (!isInside(openings, start, end)) return false
  if (meetsTaken(host, start, question)) return false
  if (seatsTaken(host, start, question) >= rules.capacity) return false
  const isJoined = rules.capacity > 1 && seatsTaken(host, start, question) > 0
  return isJoined || !isLimited(host, start, question)
}

function meetsTaken(host: HostCalendar, start: number, { rules }: Question): boolean {
  const end = start + rules.durationMinutes * MINUTE
  const from = start - rules.bufferBeforeMinutes * MINUTE
  const until = end + rules.bufferAfterMinutes * MINUTE

  const isBusy = host.busy.some(
    (busy) => busy.start < busy.end && busy.start < until && from < busy.end
  )
  const isTaken = host.taken.some((claim) => {
    const isJoined =
      rules.capacity > 1 && claim.sameService && claim.start === start && claim.end === end
    return (
      !isJoined &&
      claim.start - claim.bufferBeforeMinutes * MINUTE < until &&
      from < claim.end + claim.bufferAfterMinutes * MINUTE
    )
  })
  return isBusy || isTaken
}

function seatsTaken(host: HostCalendar, start: number, { rules }: Question): number {
  const end = start + rules.durationMinutes * MINUTE
  return host.taken
    .filter((claim) => claim.sameService && claim.start === start && claim.end === end)
    .reduce((sum, claim) => sum + claim.seats, 0)
}

/** What the host does counts by the host's calendar, what the service does by the business's. */
function isLimited(host: HostCalendar, start: number, question: Question): boolean {
  const { rules, serviceStarts, timeZone } = question
  const counted = countedOf(host, question).map((claim) => claim.start)
  const inDay = (starts: readonly number[], zone: string) =>
    starts.filter((other) => localDay(zone, other) === localDay(zone, start)).length
  const weekOf = (zone: string, moment: number) => localWeek(zone, moment, rules.weekStartsOn)
  const inWeek = (starts: readonly number[], zone: string) =>
    starts.filter((other) => weekOf(zone, other) === weekOf(zone, start)).length

  return (
    inDay(counted, host.timeZone) >= (host.dailyLimit ?? Infinity) ||
    inWeek(counted, host.timeZone) >= (host.weeklyLimit ?? Infinity) ||
    inDay(serviceStarts, timeZone) >= (rules.dailyLimit ?? Infinity) ||
    inWeek(serviceStarts, timeZone) >= (rules.weeklyLimit ?? Infinity)
  )
}

/** The claims of a host without those that share another one's session. */
export function countedOf(host: HostCalendar, { rules }: Question): readonly TakenSpan[] {
  return host.taken.filter((claim, index) => {
    const isShared = (other: TakenSpan) =>
      other.sameService && other.start === claim.start && other.end === claim.end
    const isSession = rules.capacity > 1 && claim.sameService
    return !isSession || host.taken.findIndex(isShared) === index
  })
}

function windowsOn(hours: WorkingHours, date: number): readonly WallWindow[] {
  const override = hours.overrides.filter((candidate) => candidate.date === dateText(date)).at(-1)
  const weekday = new Date(date * DAY).getUTCDay()
  return override?.windows ?? hours.weeklyHours.filter((range) => range.weekday === weekday)
}

function dateText(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10)
}

function instantsOf(window: WallWindow, date: number, timeZone: string): Span {
  const { start, end } = wallSpan(window, date)
  return { start: instantOf(timeZone, start), end: instantOf(timeZone, end) }
}

/** In milliseconds "as if UTC". */
function wallSpan(window: WallWindow, date: number): Span {
  const [start, end] = [window.start, window.end].map((time) => {
    const [hours, minutes] = time.split(':').map(Number)
    return hours * HOUR + minutes * MINUTE
  })
  const nextDay = end <= start ? DAY : 0
  return { start: date * DAY + start, end: date * DAY + end + nextDay }
}

/** The first instant that shows this wall time, else (skipped) the wall time moved on by the gap. */
const instantOf = remembered((timeZone, wall) => {
  const offsets: number[] = []
  for (let nearby = wall - 26 * HOUR; nearby <= wall + 26 * HOUR; nearby += HOUR) {
    offsets.push(offsetAt(timeZone, nearby))
  }
  const showing = [...new Set(offsets)]
    .map((offset) => wall - offset)
    .filter((instant) => instant + offsetAt(timeZone, instant) === wall)
  if (showing.length > 0) return Math.min(...showing)

  const gap = offsets[offsets.length - 1] - offsets[0]
  return wall + gap - offsets[offsets.length - 1]
})

const dateExists = remembered((timeZone, date) => {
  for (let quarter = date * DAY - 15 * HOUR; quarter < (date + 1) * DAY + 15 * HOUR;) {
    if (localDay(timeZone, quarter) === date) return true
    quarter += 15 * MINUTE
  }
  return false
})

/** Luxon's answer, by the minute. */
const offsetByMinute = remembered(
  (timeZone, minute) => IANAZone.create(timeZone).offset(minute * MINUTE) * MINUTE
)

function offsetAt(timeZone: string, instant: number): number {
  return offsetByMinute(timeZone, Math.floor(instant / MINUTE))
}

/** The same answers, each worked out once, so that thousands of cases take seconds. */
function remembered<Answer>(
  answerFor: (timeZone: string, about: number) => Answer
): (timeZone: string, about: number) => Answer {
  const byZone = new Map<string, Map<number, Answer>>()
  return (timeZone, about) => {
    let known = byZone.get(timeZone)
    if (!known) byZone.set(timeZone, (known = new Map()))
    let answer = known.get(about)
    if (answer === undefined) known.set(about, (answer = answerFor(timeZone, about)))
    return answer
  }
}
