import { BaseModel, belongsTo, column, hasMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import Booking from '#models/bookings/booking'
import Business from '#models/settings/business'
import Host from '#models/availability/host'
import { linkToken } from '#models/links/link_token'
import Service from '#models/services/service'
import WaitlistOffer from '#models/waitlist/waitlist_offer'

// prettier-ignore
export const WAITLIST_STATUSES = [
  'waiting', 'offered', 'booked', 'left', 'passed', 'over', 'called_off',
] as const
export type WaitlistStatus = (typeof WAITLIST_STATUSES)[number]

export default class WaitlistEntry extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare serviceId: number

  @column()
  declare hostId: number | null

  @column()
  declare bookingId: number | null

  /** Null is any start before the booking's. */
  @column.dateTime()
  declare startsAt: DateTime | null

  @column()
  declare durationMinutes: number | null

  @column()
  declare seats: number

  @column()
  declare clientName: string

  @column()
  declare clientEmail: string | null

  @column()
  declare clientPhone: string | null

  @column()
  declare clientTimeZone: string

  @column()
  declare clientLocale: string

  @column()
  declare status: WaitlistStatus

  /** When the owner put them first; whoever was put there last comes before the others. */
  @column.dateTime()
  declare nextAt: DateTime | null

  /** Since when the time is not given any more, which may have been a slip. */
  @column.dateTime()
  declare goneSince: DateTime | null

  /** Part of its link; raising it revokes those sent before. */
  @column()
  declare linkVersion: number

  @column()
  declare requestId: string | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @belongsTo(() => Business)
  declare business: BelongsTo<typeof Business>

  @belongsTo(() => Service)
  declare service: BelongsTo<typeof Service>

  @belongsTo(() => Host)
  declare host: BelongsTo<typeof Host>

  @belongsTo(() => Booking)
  declare booking: BelongsTo<typeof Booking>

  @hasMany(() => WaitlistOffer, { foreignKey: 'entryId' })
  declare offers: HasMany<typeof WaitlistOffer>

  /** Whether an owner has proven their address; what opens its page reads it along. */
  get isOwnerProven(): boolean {
    return this.$extras.is_owner_proven === true
  }

  get isOpen(): boolean {
    return this.status === 'waiting' || this.status === 'offered'
  }

  get token(): string {
    return linkToken('wait', this.linkSubject)
  }

  get linkSubject() {
    const recipient = (this.clientEmail ?? this.clientPhone ?? '').toLowerCase()
    return { id: this.id, recipient, version: this.linkVersion }
  }
}
