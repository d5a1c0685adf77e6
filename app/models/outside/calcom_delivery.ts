import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import OutsideBooking from '#models/outside/outside_booking'

/** Something that Cal.com told, and what came of it. */
export default class CalcomDelivery extends BaseModel {
  static override table = 'calcom_deliveries'

  @column({ isPrimary: true })
  declare id: number

  @column()
  declare bridgeId: number

  @column()
  declare businessId: number

  @column()
  declare event: string

  @column()
  declare uid: string

  @column.dateTime()
  declare sentAt: DateTime

  @column()
  declare outcome: 'taken' | 'stale' | 'too_old' | 'ignored' | 'unreadable'

  @column()
  declare outsideBookingId: number | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @belongsTo(() => OutsideBooking)
  declare outsideBooking: BelongsTo<typeof OutsideBooking>
}
