import { BaseModel, belongsTo, column, hasOne } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasOne } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import { isSameAddress } from '#formats/contacts/mail_address'
import { foldedText } from '#formats/words/text'
import Booking from '#models/bookings/booking'
import OutsideService, { type OutsideSource } from '#models/outside/outside_service'
import Business from '#models/settings/business'
import { versionOf } from '#models/version'

/** Problems that have a sentence of their own; for all others the time is taken. */
const OWN_WORDS = new Set([
  ...['unmapped', 'changed_here', 'cancelled_here', 'not_possible', 'length_not_offered'],
  'client_changed',
])

/**
 * `wanted` is to be brought into the diary, `settled` stands here as there, `kept` could not be brought
 * in and waits for somebody, who may put it aside.
 */
export type OutsideState = 'wanted' | 'settled' | 'kept' | 'put_aside'

/** A booking as the place where it was made last said that it is. */
export default class OutsideBooking extends BaseModel {
  static override table = 'outside_bookings'

  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare source: OutsideSource

  @column()
  declare uid: string

  /** What it was called before it was moved there. */
  @column()
  declare formerUids: string[]

  @column()
  declare outsideServiceId: number

  /** Whose time it is there. */
  @column()
  declare hostEmail: string | null

  @column.dateTime()
  declare startsAt: DateTime

  @column.dateTime()
  declare endsAt: DateTime

  @column()
  declare isCancelled: boolean

  @column()
  declare reason: string | null

  @column()
  declare clientName: string

  @column()
  declare clientEmail: string | null

  @column()
  declare clientPhone: string | null

  @column()
  declare clientTimeZone: string

  @column()
  declare notes: string | null

  /** What was said otherwise than before, and does not stand here yet. */
  @column()
  declare toldAnew: ('host' | 'client')[]

  /** When it was said; what was said earlier and comes later changes nothing. */
  @column.dateTime()
  declare toldAt: DateTime

  @column()
  declare state: OutsideState

  @column()
  declare problem: string | null

  /** Why a change made here could not be told there. */
  @column()
  declare pushProblem: string | null

  @column()
  declare attempts: number

  @column.dateTime()
  declare nextAttemptAt: DateTime | null

  @column.dateTime()
  declare leasedUntil: DateTime | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @belongsTo(() => Business)
  declare business: BelongsTo<typeof Business>

  @belongsTo(() => OutsideService)
  declare outsideService: BelongsTo<typeof OutsideService>

  @hasOne(() => Booking)
  declare booking: HasOne<typeof Booking>

  /** What a list shows of it. */
  get shown() {
    return [this.state, this.problem, this.pushProblem, this.toldAt.toMillis()]
  }

  get version(): string {
    return versionOf(...this.shown)
  }

  /** Which sentence says what is wrong. */
  get problemKey(): string {
    if (this.pushProblem) return `push.${this.pushProblem}`
    return this.problem && OWN_WORDS.has(this.problem) ? this.problem : 'other'
  }

  get minutes(): number {
    return this.endsAt.diff(this.startsAt, 'minutes').minutes
  }

  /** Whether a booking here stands as it does there. */
  isAs(booking: Pick<Booking, 'startsAt' | 'minutes' | 'sessionId' | 'status'>): boolean {
    const isOff = booking.status === 'cancelled'
    if (isOff || this.isCancelled) return isOff === this.isCancelled
    return booking.startsAt.toMillis() === this.startsAt.toMillis() && this.isAsLongAs(booking)
  }

  /** Whether whoever comes is the one who was booked here. */
  isOfClient({ clientName, clientEmail }: Pick<Booking, 'clientName' | 'clientEmail'>): boolean {
    const [ours, theirs] = [clientEmail ?? '', this.clientEmail ?? '']
    return isSameAddress(ours, theirs) && foldedText(clientName) === foldedText(this.clientName)
  }

  /** A place in a group session is as long as the session. */
  isAsLongAs({ minutes, sessionId }: Pick<Booking, 'minutes' | 'sessionId'>): boolean {
    return sessionId !== null || minutes === this.minutes
  }
}
