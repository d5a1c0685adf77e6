import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'
import { signInLimits } from '#config/session'

/** SQL: rows that still let somebody in, by the database's clock. */
export const stillGood = (table: 'sign_ins' | 'portal_sign_ins') => `
  ${table}.ended_at is null
  and ${table}.last_seen_at > now() - interval '${signInLimits.idleHours} hours'
  and ${table}.issued_at > now() - interval '${signInLimits.days} days'`

export const STILL_GOOD = stillGood('sign_ins')

/** The HTTP session holds the token, this row only its hash. */
export default class SignIn extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare userId: number

  /** The one of their businesses that the user works in; null is the first. */
  @column()
  declare businessId: number | null

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
