import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import { DateTime } from 'luxon'
import Booking from '#models/bookings/booking'
import Business from '#models/settings/business'
import User from '#models/accounts/user'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import type { Standing } from '#scheduling/rules/news'

const NOTIFICATION_TYPES = [
  'booking_requested',
  'booking_confirmed',
  'booking_rejected',
  'booking_expired',
  'booking_cancelled',
  'booking_reminder',
  'booking_follow_up',
  'message_failed',
  'message_bounced',
  'booking_rescheduled',
  'booking_reassigned',
  'booking_changed',
  'move_requested',
  'move_rejected',
  'move_expired',
  'waitlist_joined',
  'waitlist_offered',
  'waitlist_passed',
  'enquiry_received',
  'dates_not_planned',
  'address_proof',
  'password_reset',
] as const
export type NotificationType = (typeof NOTIFICATION_TYPES)[number]

export type SubjectType = 'booking' | 'waitlist_entry' | 'enquiry' | 'session_series' | 'user'

export interface Saying {
  at: string
  bookings: Record<string, Standing>
}

export const MAX_ATTEMPTS = 8

/** SQL: not opened yet and, where it asks for an answer, that is still missing and possible. */
export const UNREAD = `(read_at is null and case notifications.type
  when 'booking_requested' then exists (
    select from bookings where bookings.id = notifications.booking_id
      and bookings.status = 'pending' and bookings.expires_at > now())
  when 'move_requested' then exists (
    select from move_requests where move_requests.id = cast(notifications.data->>'moveRequestId' as bigint)
      and move_requests.status = 'pending' and move_requests.expires_at > now())
  when 'enquiry_received' then exists (
    select from enquiries where enquiries.id = notifications.subject_id and answered_at is null)
  when 'dates_not_planned' then exists (
    select from unplanned_dates where series_id = notifications.subject_id)
  else true end)`

export default class Notification extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare subjectType: SubjectType

  @column()
  declare subjectId: number

  /** The subject where that is a booking; the database derives it. */
  @column()
  declare bookingId: number | null

  @column()
  declare userId: number | null

  @column()
  declare type: NotificationType

  @column()
  declare channel: 'in_app' | 'mail' | 'sms' | 'webhook'

  @column({ prepare: (data: unknown) => JSON.stringify(data) })
  declare data: Record<string, unknown>

  /** The booking's `calendarSequence` when it was owed. */
  @column()
  declare bookingVersion: number | null

  /** For a reminder: minutes before the start. */
  @column()
  declare offsetMinutes: number | null

  /** What it said when it was sent; on screen, what the mail of the same change says. */
  @column({ prepare: (said: unknown) => said && JSON.stringify(said) })
  declare told: Saying | null

  /** What was said by a sending whose result is not known. */
  @column({ prepare: (said: unknown) => said && JSON.stringify(said) })
  declare telling: Saying | null

  /** One message for each event and recipient, whatever runs twice. */
  @column()
  declare dedupeKey: string

  @column()
  declare status: 'queued' | 'sent' | 'failed' | 'bounced' | 'dropped'

  @column()
  declare attempts: number

  /** Attempts before it was sent again by hand, which its retries do not count. */
  @column()
  declare attemptsBefore: number

  @column()
  declare resends: number

  @column.dateTime()
  declare nextAttemptAt: DateTime

  @column.dateTime()
  declare heldUntil: DateTime | null

  @column.dateTime()
  declare leasedUntil: DateTime | null

  @column()
  declare messageId: string | null

  @column()
  declare transportId: string | null

  @column()
  declare lastError: string | null

  @column.dateTime()
  declare sentAt: DateTime | null

  @column.dateTime()
  declare readAt: DateTime | null

  @column()
  declare requestId: string | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @belongsTo(() => Booking)
  declare booking: BelongsTo<typeof Booking>

  waitlistEntry: WaitlistEntry | null = null

  @belongsTo(() => Business)
  declare business: BelongsTo<typeof Business>

  @belongsTo(() => User)
  declare user: BelongsTo<typeof User>

  get tries(): number {
    return this.attempts - this.attemptsBefore
  }

  /** Needs `enquirer()` in the query. */
  get enquirer(): string | null {
    const { enquirer } = this.$extras
    return typeof enquirer === 'string' ? enquirer : null
  }

  get isUnread(): boolean {
    return this.$extras.is_unread === true
  }

  isBeingSent(now: DateTime): boolean {
    if (this.status !== 'queued') return false
    const isInHand = this.leasedUntil !== null && this.leasedUntil > now
    return isInHand || (this.tries === 0 && this.nextAttemptAt <= now)
  }

  saidStartOf(bookingId: number): DateTime | null {
    const said = this.told?.bookings[bookingId]
    return said ? DateTime.fromISO(said.startsAt) : null
  }

  isRetrying(now: DateTime): boolean {
    return this.status === 'queued' && this.tries > 0 && !this.isBeingSent(now)
  }

  /** A dropped message is no longer true, and one that was never tried needs no help yet. */
  canBeSentAgain(now: DateTime): boolean {
    if (this.channel === 'in_app') return false
    return ['failed', 'bounced', 'sent'].includes(this.status) || this.isRetrying(now)
  }
}
