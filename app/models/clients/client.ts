import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import User from '#models/accounts/user'
import { versionOf } from '#models/version'

/**
 * Somebody who booked or asked, under one address or number. A record is one of these together with
 * all that were merged into it; bookings stay with the one that they were made under.
 */
export default class Client extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare name: string

  /** As typed; `emailKey` is what is compared. */
  @column()
  declare email: string | null

  @column()
  declare emailKey: string | null

  /** As typed; `phoneKey` is what is compared. */
  @column()
  declare phone: string | null

  /** E.164, or the digits of what is no number. */
  @column()
  declare phoneKey: string | null

  @column()
  declare searchKey: string

  @column()
  declare locale: string

  @column()
  declare timeZone: string

  /** What to keep in mind; the business's own. */
  @column()
  declare notes: string | null

  @column()
  declare tags: string[]

  /** Since a booking of theirs was confirmed; a lead until then. */
  @column.dateTime()
  declare clientSince: DateTime | null

  @column.dateTime()
  declare blockedAt: DateTime | null

  @column()
  declare blockedBy: number | null

  @column()
  declare blockReason: string | null

  /** The record that shows it, where it is not its own. */
  @column()
  declare mergedInto: number | null

  /** What it was merged into, which may have been merged since. */
  @column()
  declare mergedVia: number | null

  @column.dateTime()
  declare mergedAt: DateTime | null

  /** Null where it was merged by itself, for its phone number was known. */
  @column()
  declare mergedBy: number | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @belongsTo(() => User, { foreignKey: 'blockedBy' })
  declare blocker: BelongsTo<typeof User>

  get recordId(): number {
    return this.mergedInto ?? this.id
  }

  get version(): string {
    const { name, email, phone, locale, timeZone, notes, tags } = this
    const { blockedAt, mergedInto } = this
    return versionOf({
      ...{ name, email, phone, locale, timeZone, notes, tags, mergedInto },
      isBlocked: blockedAt !== null,
    })
  }
}
