import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'

/** A browser that reads the bookings of an address; the HTTP session holds the token, this row only its hash. */
export default class PortalSignIn extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  /** As it is compared: see `addressKey`. */
  @column()
  declare email: string

  @column({ serializeAs: null })
  declare tokenHash: string

  @column()
  declare userAgent: string | null

  @column.dateTime()
  declare issuedAt: DateTime

  @column.dateTime()
  declare lastSeenAt: DateTime

  @column.dateTime()
  declare endedAt: DateTime | null
}
