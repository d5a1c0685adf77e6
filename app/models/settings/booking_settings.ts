import { belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import Business from '#models/settings/business'
import { modelWithSettingsRules } from '#models/rule_columns'
import type { QuietHours } from '#scheduling/rules/quiet_hours'

export default class BookingSettings extends modelWithSettingsRules() {
  static table = 'booking_settings'

  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare requiresApproval: boolean

  @column()
  declare acceptsCompetingRequests: boolean

  @column()
  declare bookingExpiryHours: number

  @column()
  declare autoApproveReturningClients: boolean

  /** `HH:MM` on the client's own clock; null for no quiet hours. */
  @column()
  declare quietFrom: string | null

  @column()
  declare quietUntil: string | null

  @column()
  declare declinePhrases: string[] | null

  /** Whether clients who agree to it get messages by SMS. */
  @column()
  declare sendsTexts: boolean

  /** Which reminders go by SMS then, by their minutes before the start. */
  @column()
  declare textReminderMinutes: number[]

  /** Origins of the sites that may show the booking pages inside theirs. */
  @column()
  declare frameSites: string[]

  /** Origins of the sites whose scripts may ask the public API. */
  @column()
  declare apiSites: string[]

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
