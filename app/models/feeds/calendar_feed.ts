import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import Membership from '#models/accounts/membership'
import Host from '#models/availability/host'
import Business from '#models/settings/business'
import { versionOf } from '#models/version'

/** With the names of clients and services, or as busy time alone. */
export const FEED_SHOWS = ['names', 'busy'] as const
export type FeedShows = (typeof FEED_SHOWS)[number]

/** Whose history says what became of it. */
export function subjectOfFeed({ businessId, hostId }: Pick<CalendarFeed, 'businessId' | 'hostId'>) {
  return hostId === null
    ? ({ subjectType: 'business', subjectId: businessId } as const)
    : ({ subjectType: 'host', subjectId: hostId } as const)
}

/** A secret address at which one member's calendar reads what is booked. */
export default class CalendarFeed extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare membershipId: number

  /** Whose time; null is everybody's. */
  @column()
  declare hostId: number | null

  @column({ serializeAs: null })
  declare hash: string

  @column()
  declare shows: FeedShows

  @column.dateTime()
  declare lastReadAt: DateTime | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @belongsTo(() => Business)
  declare business: BelongsTo<typeof Business>

  @belongsTo(() => Membership)
  declare membership: BelongsTo<typeof Membership>

  @belongsTo(() => Host)
  declare host: BelongsTo<typeof Host>

  get version(): string {
    return versionOf(this.shows)
  }

  get addressVersion(): string {
    return versionOf(this.hash)
  }

  /** Their role, or whose time it is, may be another since; needs both loaded. */
  get isStillTheirs(): boolean {
    const { membership, host } = this
    if (membership.isInCharge) return true
    return membership.role === 'staff' && host !== null && host.userId === membership.userId
  }
}
