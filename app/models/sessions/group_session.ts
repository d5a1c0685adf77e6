import { BaseModel, belongsTo, column, hasMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import Booking from '#models/bookings/booking'
import Business from '#models/settings/business'
import Host, { type HostTogether } from '#models/availability/host'
import Service from '#models/services/service'
import { contentOf, versionOf } from '#models/version'

/** Before the start, where nothing else is said. */
export const USUAL_DEADLINE_HOURS = 24

export default class GroupSession extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare serviceId: number

  @column()
  declare hostId: number

  @column()
  declare seriesId: number | null

  /** `YYYY-MM-DD`: its date in the series, even after it was moved. */
  @column()
  declare seriesDate: string | null

  @column.dateTime()
  declare startsAt: DateTime

  @column.dateTime()
  declare endsAt: DateTime

  /** Where a booking made it, only the highest seat number: see `placesWith`. */
  @column()
  declare capacity: number

  /** A longer notice of the service wins. */
  @column()
  declare bookingDeadlineHours: number

  @column()
  declare isBookable: boolean

  /** Null is as the service has it. */
  @column()
  declare offersByHand: boolean | null

  /** What is free is not kept for those who wait, though the owner chooses; over once it is full. */
  @column()
  declare letsAnybodyBook: boolean

  /** Otherwise the first booking made it, and the last one ends it. */
  @column()
  declare isPlanned: boolean

  @column()
  declare status: 'scheduled' | 'cancelled'

  @column()
  declare cancelReason: string | null

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

  @hasMany(() => Booking, { foreignKey: 'sessionId' })
  declare bookings: HasMany<typeof Booking>

  /** Needs `bookingHosts()` in the query; empty where one host gives it. */
  get hostsTogether(): readonly HostTogether[] {
    return this.$extras.hosts_together ?? []
  }

  /** A session that a booking made has its service's places, and never fewer than are taken. */
  placesWith(taken: number): number {
    return this.isPlanned ? this.capacity : Math.max(this.service.capacity, taken)
  }

  get version(): string {
    return versionOf(contentOf(this, ['letsAnybodyBook']))
  }

  hasBegun(now: DateTime): boolean {
    return this.startsAt <= now
  }

  canBeChanged(now: DateTime): boolean {
    return this.status === 'scheduled' && !this.hasBegun(now)
  }
}
