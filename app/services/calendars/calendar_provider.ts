export const CALENDAR_PROVIDERS = ['google', 'outlook', 'caldav', 'ics'] as const
export type CalendarProviderName = (typeof CALENDAR_PROVIDERS)[number]

/** One way to reach calendars outside. Plain data in and out; troubles are thrown as CalendarTrouble. */
export interface CalendarProvider {
  /** False where its calendars can only be read. */
  readonly canWrite: boolean
  /** The kinds of places for which it makes a meeting. */
  readonly meetings: readonly ('google_meet' | 'video')[]
  listCalendars(access: CalendarAccess): Promise<OutsideCalendar[]>
  /**
   * What has changed since the token was given; everything in the window without one. Repeated events come
   * as one each time. A token that has run out is CalendarTrouble `token_expired`.
   */
  changes(access: CalendarAccess, wanted: ChangesWanted): Promise<CalendarChanges>
  /** Makes it, or brings it to this state; made twice under the same id it is one event. */
  put?(access: CalendarAccess, calendarId: string, event: EventToWrite): Promise<WrittenEvent>
  /** That it is gone already is no trouble. */
  remove?(access: CalendarAccess, calendarId: string, eventId: string): Promise<void>
  /** Asks to be told when something changes. */
  watch?(access: CalendarAccess, calendarId: string, asked: WatchAsked): Promise<Watching>
  unwatch?(access: CalendarAccess, watching: Watching): Promise<void>
  /** Gives back what it was allowed, when it is disconnected. */
  revoke?(access: CalendarAccess): Promise<void>
}

/** What opens it. Whatever the provider gives anew (a token) goes to `keep` before it is used. */
export interface CalendarAccess {
  secrets: CalendarSecrets
  keep(secrets: CalendarSecrets): Promise<void>
  /** Stops every request that still waits; each has a limit of its own as well. */
  signal?: AbortSignal
}

export type CalendarSecrets =
  | { kind: 'oauth'; accessToken: string; refreshToken: string; expiresAt: number }
  | { kind: 'caldav'; serverUrl: string; username: string; password: string }
  | { kind: 'ics'; url: string }

export interface OutsideCalendar {
  id: string
  name: string
  color: string | null
  isPrimary: boolean
  canWrite: boolean
  /** IANA; null where it does not say. */
  timeZone: string | null
}

/** Epoch milliseconds, the end not included. */
export interface EventSpan {
  start: number
  end: number
}

export interface ChangesWanted {
  calendarId: string
  token: string | null
  window: EventSpan
  /** For whole days and floating times, where the calendar names no zone. */
  timeZone: string
}

export interface CalendarChanges {
  /** Everything that there is in the window; else only what has changed. */
  isWhole: boolean
  events: OutsideEvent[]
  /** Ids (or series' ids) of what is no longer there. */
  goneIds: string[]
  token: string | null
  /** Whether it says by itself that nothing has changed; else it is read anew each time. */
  isConditional: boolean
}

export interface OutsideEvent {
  /** Of its calendar, one for each time of a repeated event. */
  id: string
  /** Of all times of a repeated event; a change of the series names it. */
  seriesId: string | null
  /** iCalendar's UID. */
  uid: string | null
  span: EventSpan
  /** False where it is shown as free, declined by its owner, or cancelled. */
  isBusy: boolean
  /** What those who were invited answered, by address in small letters. */
  answers: { email: string; answer: 'accepted' | 'declined' | 'tentative' | 'none' }[]
}

export interface EventToWrite {
  /** Ours, derived from the booking: letters a–v and digits only, at most 100. */
  id: string
  uid: string
  /** Of an event that was written before; null to make it. */
  etag: string | null
  title: string
  description: string
  location: string | null
  span: EventSpan
  timeZone: string
  sequence: number
  isTentative: boolean
  /** A meeting that the provider makes: Meet or Teams. */
  wantsMeeting: boolean
}

export interface WrittenEvent {
  eventId: string
  etag: string | null
  /** Where a person sees it. */
  link: string | null
  joinLink: string | null
}

export interface WatchAsked {
  id: string
  token: string
  address: string
  /** Epoch milliseconds; it may give less. */
  until: number
}

export interface Watching {
  id: string
  resourceId: string | null
  /** Epoch milliseconds. */
  until: number
}

/**
 * `access_lost`: it has to be connected anew; `token_expired`: read it as a whole; `conflict`: it was changed
 * there since; `limited`: later, after `retryAfterSeconds` where it says; `unreachable`, `timeout`: later;
 * `not_found`: calendar or event is gone; `not_allowed`: an address that may not be asked; `too_large`,
 * `unreadable`: what came is not to be used; `refused`: it does not take what was sent.
 */
export type CalendarTroubleKind =
  | 'access_lost'
  | 'token_expired'
  | 'conflict'
  | 'limited'
  | 'unreachable'
  | 'timeout'
  | 'not_found'
  | 'not_allowed'
  | 'too_large'
  | 'unreadable'
  | 'refused'

export class CalendarTrouble extends Error {
  constructor(
    readonly kind: CalendarTroubleKind,
    readonly facts: { status?: number; retryAfterSeconds?: number | null } = {},
    options?: ErrorOptions
  ) {
    super(`A calendar could not be used: ${kind}`, options)
  }
}
