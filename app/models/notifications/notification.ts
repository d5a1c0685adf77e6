import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import { DateTime } from 'luxon'
import Booking from '#models/bookings/booking'
import type Client from '#models/clients/client'
import Business from '#models/settings/business'
import User from '#models/accounts/user'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import type { OwnParts } from '#models/notifications/message_text'
import type WrittenMessage from '#models/notifications/written_message'
import type { Standing } from '#scheduling/news'

export type SubjectType =
  | 'booking'
  | 'waitlist_entry'
  | 'enquiry'
  | 'session_series'
  | 'user'
  | 'invitation'
  | 'client'
  | 'inbox_address'
  | 'one_time_link'
  | 'booking_link'
  | 'webhook_endpoint'
  | 'calendar_connection'
  | 'outside_booking'
  | 'erasure'

/** How each of its bookings stood at one sending. */
export interface Saying {
  at: string
  bookings: Record<string, Standing>
}

/** What the business said in its own words, as it wrote them: nobody's name is in them. */
export interface OwnWordsSaid extends OwnParts {
  language: string
}

/** Nobody of the business is shown those of others: they are about how somebody signs in. */
export const PRIVATE_TYPES = [
  ...(['password_reset', 'password_changed', 'second_step_changed'] as const),
  ...(['address_change', 'address_leaving', 'portal_link'] as const),
] as const
export type PrivateType = (typeof PRIVATE_TYPES)[number]

export const MAX_ATTEMPTS = 8

/** To the user, or to an address of the business; else to the booking's client or to one who waits. */
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
  declare inboxAddressId: number | null

  /** The system of the business that is told, on the channel `webhook`. */
  @column()
  declare webhookEndpointId: number | null

  /** On the channel `push`; null once it was removed. */
  @column()
  declare pushDeviceId: number | null

  @column()
  declare type: string

  @column()
  declare channel: 'in_app' | 'mail' | 'sms' | 'webhook' | 'push'

  @column({ prepare: (data: unknown) => JSON.stringify(data) })
  declare data: Record<string, unknown>

  /** The booking's `calendarSequence` when it was owed. */
  @column()
  declare bookingVersion: number | null

  /** For a reminder: minutes before the start. */
  @column()
  declare offsetMinutes: number | null

  /** What it said when it was sent; on screen, what the mail of the same change says. */
  @column({ prepare: (saying: unknown) => saying && JSON.stringify(saying) })
  declare told: Saying | null

  /** What was said by a sending whose result is not known. */
  @column({ prepare: (saying: unknown) => saying && JSON.stringify(saying) })
  declare telling: Saying | null

  /** In which it went out last, or is about to; null where it spoke ours. */
  @column({ prepare: (words: unknown) => words && JSON.stringify(words) })
  declare ownWords: OwnWordsSaid | null

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

  /** The end of the quiet hours that held it back. */
  @column.dateTime()
  declare heldUntil: DateTime | null

  @column.dateTime()
  declare leasedUntil: DateTime | null

  /** The same on every attempt. */
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

  /** The subject where that is a client. */
  client: Client | null = null

  /** What somebody wrote, where it says that. */
  written: WrittenMessage | null = null

  @belongsTo(() => Business)
  declare business: BelongsTo<typeof Business>

  @belongsTo(() => User)
  declare user: BelongsTo<typeof User>

  /** Or to somebody else who is neither of the business nor one of its addresses. */
  get isForClient(): boolean {
    const isForBusiness = this.inboxAddressId !== null || this.channel === 'webhook'
    return this.userId === null && !isForBusiness
  }

  /** Needs `inboxEmail()` in the query. */
  get inboxEmail(): string | null {
    const { inbox_email: email } = this.$extras
    return typeof email === 'string' ? email : null
  }

  get tries(): number {
    return this.attempts - this.attemptsBefore
  }

  /** Needs `enquirer()` in the query. */
  get enquirer(): string | null {
    const { enquirer } = this.$extras
    return typeof enquirer === 'string' ? enquirer : null
  }

  get isOfMovedRequest(): boolean {
    return this.type === 'booking_requested' && Number(this.bookingVersion) > 0
  }

  get topic(): string {
    return this.isOfMovedRequest ? 'request_changed' : this.type
  }

  /** Only the list of notifications reads this column. */
  get isUnread(): boolean {
    return this.$extras.is_unread === true
  }

  /** By a worker now, or within moments. */
  isBeingSent(now: DateTime): boolean {
    if (this.status !== 'queued') return false
    const isInHand = this.leasedUntil !== null && this.leasedUntil > now
    return isInHand || (this.tries === 0 && this.nextAttemptAt <= now)
  }

  /** Null where it did not say, or was not sent. */
  saidStartOf(bookingId: number): DateTime | null {
    const saying = this.told?.bookings[bookingId]
    return saying ? DateTime.fromISO(saying.startsAt) : null
  }

  isRetrying(now: DateTime): boolean {
    return this.status === 'queued' && this.tries > 0 && !this.isBeingSent(now)
  }

  /**
   * A dropped message is no longer true, and one that was never tried needs no help yet. What comes to a
   * browser is told by mail and on screen as well. Asking whoever reads an address has limits of its own.
   */
  canBeSentAgain(now: DateTime): boolean {
    if (this.channel === 'in_app' || this.channel === 'push') return false
    if (['inbox_proof', 'contact_proof'].includes(this.type)) return false
    return ['failed', 'bounced', 'sent'].includes(this.status) || this.isRetrying(now)
  }
}
