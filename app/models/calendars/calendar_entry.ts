import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import Host from '#models/availability/host'
import Booking from '#models/bookings/booking'
import Calendar from '#models/calendars/calendar'

export type EntryState = 'wanted' | 'written' | 'removed' | 'missing' | 'moved_there'

/** What stands in a host's calendar elsewhere for a booking. */
export default class CalendarEntry extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare bookingId: number

  @column()
  declare hostId: number

  /** Where it stands, or is to stand. */
  @column()
  declare calendarId: number | null

  /** `missing` and `moved_there` ask the owner what is meant. */
  @column()
  declare state: EntryState

  @column()
  declare remoteId: string | null

  @column({ serializeAs: null })
  declare etag: string | null

  /** Where a person sees it. */
  @column()
  declare link: string | null

  /** Of the meeting that the provider made for it. */
  @column()
  declare joinLink: string | null

  @column()
  declare writtenSequence: number | null

  /** `versionOf` what was written. */
  @column()
  declare writtenVersion: string | null

  @column.dateTime()
  declare writtenAt: DateTime | null

  /** To when it was moved in the calendar. */
  @column.dateTime()
  declare movedStartsAt: DateTime | null

  @column.dateTime()
  declare movedEndsAt: DateTime | null

  /** When the client's answer in their calendar was seen. */
  @column.dateTime()
  declare declinedAt: DateTime | null

  /** The business kept the booking all the same. */
  @column.dateTime()
  declare declinedKeptAt: DateTime | null

  @column()
  declare isOwed: boolean

  @column()
  declare attempts: number

  @column()
  declare tries: number

  @column.dateTime()
  declare nextAttemptAt: DateTime

  @column.dateTime()
  declare leasedUntil: DateTime | null

  @column()
  declare lastProblem: string | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @belongsTo(() => Booking)
  declare booking: BelongsTo<typeof Booking>

  @belongsTo(() => Host)
  declare host: BelongsTo<typeof Host>

  @belongsTo(() => Calendar)
  declare calendar: BelongsTo<typeof Calendar>

  get isDeclined(): boolean {
    return this.declinedAt !== null && this.declinedKeptAt === null
  }

  /** What somebody has to say something to; a change of the booking that is yet to be written says it. */
  get asks(): 'missing' | 'moved_there' | 'declined' | null {
    if (!this.isOwed) {
      if (this.state === 'missing' || this.state === 'moved_there') return this.state
    }
    return this.isDeclined ? 'declined' : null
  }
}
