import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import Business from '#models/settings/business'
import type { QuietHours } from '#scheduling/rules/quiet_hours'

export default class BookingSettings extends BaseModel {
  static table = 'booking_settings'

  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare requiresApproval: boolean

  /** Whether several may ask for one time, until one of them is chosen. */
  @column()
  declare acceptsCompetingRequests: boolean

  @column()
  declare bufferTimeMinutes: number

  @column()
  declare bookingExpiryHours: number

  @column()
  declare isActive: boolean

  @column()
  declare autoApproveReturningClients: boolean

  @column()
  declare maxAdvanceBookingDays: number

  @column()
  declare minAdvanceBookingHours: number

  /** How long before its start a client is reminded of a booking. */
  @column()
  declare reminderMinutes: number[]

  /** No reminder goes out from this hour of the client's own clock, `HH:MM`; null where all are fine. */
  @column()
  declare quietFrom: string | null

  @column()
  declare quietUntil: string | null

  /** How long before the start a client may still move a booking. */
  @column()
  declare rescheduleCutoffMinutes: number

  @column()
  declare cancelCutoffMinutes: number

  /** How often a client may move one booking; null is as often as they like. */
  @column()
  declare maxMoves: number | null

  /** What is often said when a request is declined; null is what the catalogue has. */
  @column()
  declare declinePhrases: string[] | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @belongsTo(() => Business)
  declare business: BelongsTo<typeof Business>

  get quietHours(): QuietHours | null {
    const { quietFrom: from, quietUntil: until } = this
    return from === null || until === null ? null : { from, until }
  }
}
