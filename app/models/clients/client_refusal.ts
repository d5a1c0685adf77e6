import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import Service from '#models/services/service'

/** A booking that was not taken, for whoever asked is blocked. */
export default class ClientRefusal extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare clientId: number

  @column()
  declare serviceId: number

  @column.dateTime()
  declare startsAt: DateTime

  @column()
  declare requestId: string | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @belongsTo(() => Service)
  declare service: BelongsTo<typeof Service>
}
