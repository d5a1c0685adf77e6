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

/** When openings begin and end: every week, and on single dates instead. */
export interface WorkingHours {
  weeklyHours: readonly WeeklyRange[]
  overrides: readonly DateHours[]
}

/** An entry of a fixed start list: one wall time or, with an end, every step from it until then. */
export interface StartTime {
  start: string
  end?: string | null
}

/** Host time that is taken: a claim with its own buffers. */
export interface Taken extends Span {
  bufferBeforeMinutes: number
  bufferAfterMinutes: number
  seats: number
  sameService: boolean
}

/** One host's time. The limits count everything in `taken`, by this host's calendar. */
export interface HostCalendar extends WorkingHours {
  hostId: number
  timeZone: string
  busy: readonly Span[]
  taken: readonly Taken[]
  dailyLimit?: number | null
  weeklyLimit?: number | null
}

/** What the service (or link) asks of a slot. Its limits count `Question.serviceStarts`, by the business's clock. */
export interface SlotRules {
  /** The length asked for, where several are offered. */
  durationMinutes: number
  slotIntervalMinutes: number
  /**
   * The only start times of every date, by the host's clock or, where all are needed together, by
   * the business's; null steps through each opening.
   */
  startTimes?: readonly StartTime[] | null
  /** The only starts there are, wherever the grid has its own: what a one-time link offers. */
  offeredStarts?: readonly Instant[] | null
  /** Hours of a link or a service, to which each host's are cut down; by the host's clock as well. */
  hours?: WorkingHours | null
  bufferBeforeMinutes: number
  bufferAfterMinutes: number
  minimumNoticeMinutes: number
  /** Host-calendar days after today; the last one is included. `null` is no horizon. */
  horizonDays: number | null
  /** The first and last date (`YYYY-MM-DD`, both included) that may be booked, by the business's clock. */
  bookableFrom?: string | null
  bookableUntil?: string | null
  /** The last moment at which a booking is still taken, where a session sets its own. */
  deadline?: Instant | null
  dailyLimit?: number | null
  weeklyLimit?: number | null
  weekStartsOn: Weekday
  capacity: number
  isActive: boolean
}

export type TeamMode = 'any' | 'collective'

/** A group session with its places; its own claim stands among what is taken of its host. */
export interface OfferedSession extends Span {
  sessionId: number
  hostId: number
  capacity: number
  seatsLeft: number
  /** The last moment at which a place may be booked. */
  deadline: Instant
  isBookable: boolean
  /** Whether the owner planned it; one that a client began is on offer while its hosts are open only. */
  isPlanned: boolean
}

export interface Question {
  now: Instant
  /** The business's. */
  timeZone: string
  /** Starts in `[start, end)` are asked for. */
  range: Span
  rules: SlotRules
  hosts: readonly HostCalendar[]
  mode: TeamMode
  /** Starts of this service's (or link's) bookings over all hosts, for the service's own limits. */
  serviceStarts: readonly Instant[]
  /** Sessions of this service, which may be joined whatever the grid says. */
  sessions?: readonly OfferedSession[]
  /** Whether only sessions are on offer, and no booking begins another. */
  isPlannedOnly?: boolean
  /** Places that one booking asks for; one unless told otherwise. */
  seatsWanted?: number
  /** What the weekly limit counts, where that is not what the daily one counts. */
  weeklyStarts?: readonly Instant[]
}

export interface Slot extends Span {
  /** Places left: summed over the free hosts for `any`, the scarcest host's for `collective`. */
  seatsLeft: number
  /** The free hosts, in the order in which the question gave them. */
  hostIds: readonly number[]
  /** The session that a booking joins; left out where no session stands behind the slot. */
  sessionId?: number
}

/** Whose limit is reached: everything the host does, or this service over all hosts. */
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
  | { code: 'not_a_start' }
  | { code: 'does_not_fit'; closesAt: Instant }
  /** `start` and `end` bound the stretch of taken time that the slot meets. */
  | { code: 'busy'; start: Instant; end: Instant }
  /** The same with the buffers of what is taken. */
  | { code: 'buffer'; start: Instant; end: Instant }
  | { code: 'day_limit'; date: string; limit: number; owner: LimitOwner }
  | { code: 'week_limit'; weekOf: string; limit: number; owner: LimitOwner }
  | { code: 'full'; capacity: number }

/** One reason why a moment is not on offer; `hostId` is null when it holds for every host alike. */
export type Reason = ReasonDetail & { hostId: number | null }

export type ReasonCode = ReasonDetail['code']
