import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import User from '#models/accounts/user'
import Host from '#models/availability/host'
import Booking from '#models/bookings/booking'
import WaitlistEntry from '#models/waitlist/waitlist_entry'

export default class WaitlistOffer extends BaseModel {
  /** Its holder's id: all that holds time shares one id space. */
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare entryId: number

  @column()
  declare hostId: number

  @column()
  declare sessionId: number | null

  @column.dateTime()
  declare startsAt: DateTime

  @column.dateTime()
  declare endsAt: DateTime

  @column.dateTime()
  declare expiresAt: DateTime

  @column()
  declare status: 'open' | 'taken' | 'declined' | 'expired' | 'withdrawn'

  @column()
  declare bookingId: number | null

  /** Who chose whom to offer it to; null where it went to whoever was next. */
  @column()
  declare offeredBy: number | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @belongsTo(() => WaitlistEntry, { foreignKey: 'entryId' })
  declare entry: BelongsTo<typeof WaitlistEntry>

  @belongsTo(() => Host)
  declare host: BelongsTo<typeof Host>

  @belongsTo(() => User, { foreignKey: 'offeredBy' })
  declare offerer: BelongsTo<typeof User>

  @belongsTo(() => Booking)
  declare booking: BelongsTo<typeof Booking>

  /** It expires by the clock, even when no job has run yet. */
  isOpenAt(now: DateTime): boolean {
    return this.status === 'open' && this.expiresAt > now
  }
}
