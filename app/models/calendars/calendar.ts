import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import CalendarConnection from '#models/calendars/calendar_connection'

/** One of a connection. */
export default class Calendar extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare hostId: number

  @column()
  declare connectionId: number

  /** Its provider's id. */
  @column()
  declare remoteId: string

  @column()
  declare name: string

  @column()
  declare color: string | null

  @column()
  declare timeZone: string | null

  @column()
  declare isPrimary: boolean

  @column()
  declare canWrite: boolean

  /** What is busy in it is not offered. */
  @column()
  declare blocks: boolean

  /** Bookings are written into it; one for each host. */
  @column()
  declare isWritten: boolean

  @column({ serializeAs: null })
  declare syncToken: string | null

  /** Null where it never was, so all of its host's time is busy. */
  @column.dateTime()
  declare readAt: DateTime | null

  @column.dateTime()
  declare readWholeAt: DateTime | null

  @column()
  declare watchId: string | null

  @column()
  declare watchResourceId: string | null

  @column({ serializeAs: null })
  declare watchTokenHash: string | null

  @column.dateTime()
  declare watchUntil: DateTime | null

  /** When its provider is asked, or asked again, to tell of changes; null is at once. */
  @column.dateTime()
  declare watchDueAt: DateTime | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @belongsTo(() => CalendarConnection, { foreignKey: 'connectionId' })
  declare connection: BelongsTo<typeof CalendarConnection>

  /** What its provider was asked for, and said yes to. */
  get watching() {
    const { watchId: id, watchResourceId: resourceId, watchUntil } = this
    if (id === null || resourceId === null || watchUntil === null) return null
    return { id, resourceId, until: watchUntil.toMillis() }
  }

  isWatched(now: DateTime): boolean {
    return this.watching !== null && this.watching.until > now.toMillis()
  }
}
