import type { Buffers } from '#scheduling/rules/buffers'
import type { RuleValues } from '#scheduling/rules/rules'

/** Milliseconds since the epoch, UTC; always an integer. */
export type Instant = number

/** Half-open: `start` belongs to it, `end` does not. */
export interface Span {
  start: Instant
  end: Instant
}

/** 0 is Sunday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6

/** Wall-clock `HH:MM`; an end may be `24:00`, and an end at or before the start is on the next day. */
export interface WallWindow {
  start: string
  end: string
}

export interface WeeklyRange extends WallWindow {
  weekday: Weekday
}

/** Replaces the openings that begin on `date` (`YYYY-MM-DD`); no windows means closed. */
export interface DateHours {
  date: string
  windows: readonly WallWindow[]
}

/** From the first date (`YYYY-MM-DD`) to the last, both included. */
export interface DateSpan {
  firstDate: string
  lastDate: string
}

/** Taken out of whatever is open: on each of its dates, what the host's clock shows of the window. */
export interface BlockedDates extends WallWindow {
  firstDate: string
  /** Included; null has no end. */
  lastDate: string | null
  /** How many dates of every week from `firstDate` on; null is every date. */
  weeklyDays: number | null
  skippedDates: readonly string[]
}

export interface WorkingHours {
  weeklyHours: readonly WeeklyRange[]
  overrides: readonly DateHours[]
}

/** An entry of a fixed start list: one wall time or, with an end, every step from it until then. */
export interface StartTime {
  start: string
  end?: string | null
}

export interface TakenSpan extends Span, Buffers {
  seats: number
  sameService: boolean
}

/** The limits count everything in `taken`, by this host's calendar. */
export interface HostCalendar extends WorkingHours {
  hostId: number
  /** Beside people, for `any`: one of the rooms is taken with whoever gives it. */
  isRoom?: boolean
  timeZone: string
  busy: readonly Span[]
  taken: readonly TakenSpan[]
  blocks?: readonly BlockedDates[]
  dailyLimit?: number | null
  weeklyLimit?: number | null
}

/** The limits count `Question.serviceStarts`, by the business's clock. */
export interface SlotRules extends Omit<
  RuleValues,
  'durations' | 'slotIntervalMinutes' | 'horizonDays'
> {
  slotIntervalMinutes: number
  horizonDays: number | null
  /** The only starts, whatever the grid has: those of a one-time link. */
  offeredStarts?: readonly Instant[] | null
  deadline?: Instant | null
}

export type TeamMode = 'any' | 'collective'

/** Its own claim is among the `taken` of its host. */
export interface OfferedSession extends Span {
  sessionId: number
  hostId: number
  capacity: number
  seatsLeft: number
  /** Of those left, for whoever waits: the owner chooses to whom they go. */
  seatsKept?: number
  deadline: Instant
  isBookable: boolean
  /** A session that a client began is on offer only while its hosts are open. */
  isPlanned: boolean
}

export interface Question {
  now: Instant
  timeZone: string
  /** Starts in `[start, end)` are asked for. */
  range: Span
  rules: SlotRules
  hosts: readonly HostCalendar[]
  mode: TeamMode
  /** Of this service (or link) over all hosts, for its own limits. */
  serviceStarts: readonly Instant[]
  sessions?: readonly OfferedSession[]
  /** No booking begins another session. */
  isPlannedOnly?: boolean
  seatsWanted?: number
  /** Where the weekly limit counts other starts than the daily one. */
  weeklyStarts?: readonly Instant[]
}

export interface Slot extends Span {
  /** For `any` summed over the free hosts, for `collective` those of the host with the fewest. */
  seatsLeft: number
  hostIds: readonly number[]
  /** Those that are free; one of them is taken, too. */
  roomIds?: readonly number[]
  sessionId?: number
}

export type LimitOwner = 'host' | 'service'

export type ReasonDetail =
  | { code: 'inactive' }
  | { code: 'no_host' }
  | { code: 'past_deadline'; deadline: Instant }
  | { code: 'too_soon'; earliest: Instant }
  | { code: 'too_early'; firstDate: string }
  | { code: 'too_far'; lastDate: string }
  | { code: 'closed_that_day'; date: string }
  | { code: 'outside_hours' }
  /** The bounds of the blocked time that the slot meets. */
  | { code: 'blocked'; start: Instant; end: Instant }
  | { code: 'not_a_start' }
  | { code: 'does_not_fit'; closesAt: Instant }
  /** The bounds of the taken time that the slot meets. */
  | { code: 'busy'; start: Instant; end: Instant }
  | { code: 'buffer'; start: Instant; end: Instant }
  | { code: 'day_limit'; date: string; limit: number; owner: LimitOwner }
  | { code: 'week_limit'; weekOf: string; limit: number; owner: LimitOwner }
  | { code: 'full'; capacity: number }

/** `hostId` is null when it holds for every host alike. */
export type Reason = ReasonDetail & { hostId: number | null }

export type ReasonCode = ReasonDetail['code']
