import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'

/** What clients agree to when they book. Never changed, only followed by another. */
export default class ConsentText extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare version: number

  @column()
  declare body: string

  /** The one that is asked for now. */
  @column()
  declare isAsked: boolean

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime
}
