import { belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import BookingLink from '#models/links/booking_link'
import { modelWithRules } from '#models/rule_columns'
import Service from '#models/services/service'
import type { Span } from '#scheduling/types'

export const ONE_TIME_STATES = ['unused', 'opened', 'booked', 'expired', 'revoked'] as const
export type OneTimeLinkState = (typeof ONE_TIME_STATES)[number]

/** Picked by hand, so no real list is longer. */
export const MOST_OFFERED_TIMES = 50

/** For one recipient and one booking; over a booking link, or directly over a service. */
export default class OneTimeLink extends modelWithRules('one_time_link') {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare serviceId: number

  @column()
  declare linkId: number | null

  /** Only whoever was sent the link knows the token itself. */
  @column({ serializeAs: null })
  declare tokenHash: string

  @column()
  declare recipientName: string | null

  @column()
  declare recipientEmail: string | null

  @column()
  declare hostId: number | null

  @column()
  declare requiresApproval: boolean | null

  /** The only times on offer, each with its own length; null offers whatever is free. */
  @column({ prepare: (value: unknown) => value && JSON.stringify(value) })
  declare offeredTimes: Span[] | null

  /** Holds the offered times while they are kept for the recipient. */
  @column()
  declare holderId: number | null

  @column()
  declare rearmsOnCancel: boolean

  @column.dateTime()
  declare expiresAt: DateTime

  /** When it was first seen. It permits nothing, since mail scanners open links too. */
  @column.dateTime()
  declare openedAt: DateTime | null

  @column()
  declare viewCount: number

  /** How often it was mailed. */
  @column()
  declare sendings: number

  /** The last time. */
  @column.dateTime()
  declare sentAt: DateTime | null

  @column.dateTime()
  declare spentAt: DateTime | null

  @column.dateTime()
  declare revokedAt: DateTime | null

  @column()
  declare createdBy: number | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @belongsTo(() => Service)
  declare service: BelongsTo<typeof Service>

  @belongsTo(() => BookingLink, { foreignKey: 'linkId' })
  declare link: BelongsTo<typeof BookingLink>

  stateAt(now: DateTime): OneTimeLinkState {
    if (this.spentAt) return 'booked'
    if (this.revokedAt) return 'revoked'
    if (this.expiresAt <= now) return 'expired'
    return this.openedAt ? 'opened' : 'unused'
  }
}
