import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'

/** A browser in which a user switched notifications on. */
export default class PushDevice extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare userId: number

  /** With which it was switched on, and with whose end it goes. */
  @column()
  declare signInId: number | null

  /** Where its push service takes messages for it. */
  @column()
  declare endpoint: string

  /** With both of them, what is sent is encrypted for it alone (RFC 8291). */
  @column()
  declare publicKey: string

  @column({ serializeAs: null })
  declare secret: string

  @column()
  declare userAgent: string | null

  @column.dateTime()
  declare addedAt: DateTime
}
