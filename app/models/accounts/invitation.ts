import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import type { Role } from '#models/accounts/membership'
import User from '#models/accounts/user'
import Host from '#models/availability/host'
import Business from '#models/settings/business'

export const INVITATION_DAYS = 7

/** SQL: neither accepted nor taken back, be it over or not. */
export const UNANSWERED = 'accepted_at is null and revoked_at is null'

export default class Invitation extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare email: string

  @column()
  declare fullName: string

  @column()
  declare role: Role

  /** As whom they sign in, where that is somebody who is booked. */
  @column()
  declare hostId: number | null

  @column()
  declare invitedBy: number | null

  /** How often it was sent. */
  @column()
  declare sendings: number

  @column.dateTime()
  declare expiresAt: DateTime

  @column.dateTime()
  declare acceptedAt: DateTime | null

  @column.dateTime()
  declare revokedAt: DateTime | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @belongsTo(() => Business)
  declare business: BelongsTo<typeof Business>

  @belongsTo(() => Host)
  declare host: BelongsTo<typeof Host>

  @belongsTo(() => User, { foreignKey: 'invitedBy' })
  declare inviter: BelongsTo<typeof User>

  /** The last time. */
  get sentAt(): DateTime {
    return this.expiresAt.minus({ days: INVITATION_DAYS })
  }

  isOpenAt(now: DateTime): boolean {
    return this.acceptedAt === null && this.revokedAt === null && this.expiresAt > now
  }
}
