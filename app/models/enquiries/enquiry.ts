import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import Business from '#models/settings/business'
import Service from '#models/services/service'
import User from '#models/accounts/user'

export default class Enquiry extends BaseModel {
  static table = 'enquiries'

  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare serviceId: number | null

  @column.dateTime()
  declare wishedAt: DateTime | null

  @column()
  declare clientName: string

  @column()
  declare clientEmail: string | null

  @column()
  declare clientPhone: string | null

  /** As of clients, by which it is found. */
  @column()
  declare clientPhoneKey: string | null

  @column()
  declare clientTimeZone: string

  @column()
  declare clientLocale: string

  @column()
  declare message: string

  @column.dateTime()
  declare answeredAt: DateTime | null

  @column()
  declare answeredBy: number | null

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

  @belongsTo(() => User, { foreignKey: 'answeredBy' })
  declare answerer: BelongsTo<typeof User>
}
