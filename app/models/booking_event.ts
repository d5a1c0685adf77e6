import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import User from '#models/user'
import type { BookingStatus } from '#scheduling/bookings'

export type Actor = 'client' | 'user' | 'system'

/** A row of a booking's history: who moved it from which status to which, when and why. */
export default class BookingEvent extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare bookingId: number

  @column()
  declare fromStatus: BookingStatus | null

  @column()
  declare toStatus: BookingStatus

  @column()
  declare actor: Actor

  @column()
  declare userId: number | null

  @column()
  declare reason: string | null

  @column.dateTime()
  declare createdAt: DateTime

  /** What it is called on screen. */
  get kind(): BookingStatus | 'requested' | 'booked' | 'reopened' {
    if (this.fromStatus === null) return this.toStatus === 'pending' ? 'requested' : 'booked'
    const isUndo = this.toStatus === 'approved' && this.fromStatus !== 'pending'
    return isUndo ? 'reopened' : this.toStatus
  }

  @belongsTo(() => User)
  declare user: BelongsTo<typeof User>
}
