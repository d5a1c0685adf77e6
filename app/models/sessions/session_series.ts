import { BaseModel, belongsTo, column, hasMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import Host from '#models/availability/host'
import Service from '#models/services/service'
import { contentOf, versionOf } from '#models/version'
import UnplannedDate from '#models/sessions/unplanned_date'

/** By the wall clock of its host. */
export default class SessionSeries extends BaseModel {
  static table = 'session_series'

  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare serviceId: number

  @column()
  declare hostId: number

  /** `YYYY-MM-DD`; the series has its weekday. */
  @column()
  declare firstDate: string

  /** Included; null has no end. */
  @column()
  declare lastDate: string | null

  @column()
  declare startsTime: string

  @column()
  declare durationMinutes: number

  @column()
  declare capacity: number

  @column()
  declare bookingDeadlineHours: number

  @column()
  declare everyWeeks: number

  @column()
  declare plansOnClosedDates: boolean

  @column()
  declare isActive: boolean

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  /** All that is shown where it can be ended; needs its unplanned dates loaded. */
  get version(): string {
    return versionOf(contentOf(this), this.unplannedDates.map(({ date }) => date).toSorted())
  }

  /** Empty where one host gives it; needs its service with those who give it. */
  get hostsTogether(): readonly Host[] {
    return this.service.hostMode === 'collective' ? this.service.hosts : []
  }

  @belongsTo(() => Service)
  declare service: BelongsTo<typeof Service>

  @belongsTo(() => Host)
  declare host: BelongsTo<typeof Host>

  @hasMany(() => UnplannedDate, { foreignKey: 'seriesId' })
  declare unplannedDates: HasMany<typeof UnplannedDate>
}
