import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import Booking from '#models/bookings/booking'
import WaitlistEntry from '#models/waitlist/waitlist_entry'

/** Owed to whoever no message can reach, about what happened last to their booking or their waiting. */
export default class Call extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare bookingId: number | null

  @column()
  declare waitlistEntryId: number | null

  /** Of the message that could not go. */
  @column()
  declare type: string

  @column()
  declare requestId: string | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  /** Null while somebody has to call. */
  @column.dateTime()
  declare calledAt: DateTime | null

  @column()
  declare calledBy: number | null

  @belongsTo(() => Booking)
  declare booking: BelongsTo<typeof Booking>

  @belongsTo(() => WaitlistEntry)
  declare waitlistEntry: BelongsTo<typeof WaitlistEntry>

  /** Needs both loaded. */
  get about(): Booking | WaitlistEntry {
    return this.booking ?? this.waitlistEntry
  }
}
