import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import Host from '#models/availability/host'

export default class CalendarBusy extends BaseModel {
  static table = 'calendar_busy'

  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare hostId: number

  @column.dateTime()
  declare startsAt: DateTime

  @column.dateTime()
  declare endsAt: DateTime

  @column()
  declare source: string

  @belongsTo(() => Host)
  declare host: BelongsTo<typeof Host>
}
