import { newForDays } from '#config/limits'
import type { ShownPicture } from '#formats/pages/pictures'
import { BaseModel, column, hasMany, hasOne } from '@adonisjs/lucid/orm'
import type { HasMany, HasOne } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import Booking from '#models/bookings/booking'
import Client from '#models/clients/client'
import BookingSettings from '#models/settings/booking_settings'
import Host from '#models/availability/host'
import Membership from '#models/accounts/membership'
import Service from '#models/services/service'
import type { Weekday } from '#scheduling/types'

export default class Business extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare name: string

  @column()
  declare slug: string

  @column()
  declare description: string | null

  @column()
  declare address: string | null

  @column()
  declare phone: string | null

  @column()
  declare email: string | null

  /** In the business's words: what clients read, and never what hours bookings follow. */
  @column()
  declare openingTimes: string | null

  /** Of services without one of their own. */
  @column()
  declare policy: string | null

  @column()
  declare timeZone: string

  @column()
  declare locale: string

  @column()
  declare currency: string

  @column()
  declare weekStartsOn: Weekday

  @column()
  declare brandColour: string

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  /** Nothing is known of it yet except what its owner typed. */
  isNewAt(now: DateTime): boolean {
    return this.createdAt > now.minus({ days: newForDays })
  }

  /** Where it was read along. */
  get logo(): ShownPicture | null {
    return this.$extras.logo ?? null
  }

  @hasOne(() => BookingSettings)
  declare settings: HasOne<typeof BookingSettings>

  @hasMany(() => Membership)
  declare memberships: HasMany<typeof Membership>

  @hasMany(() => Host)
  declare hosts: HasMany<typeof Host>

  @hasMany(() => Service)
  declare services: HasMany<typeof Service>

  @hasMany(() => Booking)
  declare bookings: HasMany<typeof Booking>

  @hasMany(() => Client)
  declare clients: HasMany<typeof Client>
}
