import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import Service from '#models/services/service'

export type RefusalKind = 'booking' | 'waitlist' | 'enquiry'

/** What was not taken, for whoever asked is blocked. */
export default class ClientRefusal extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare clientId: number

  @column()
  declare kind: RefusalKind

  /** Of whoever asked, who need not be that client. */
  @column()
  declare clientName: string | null

  /** With an enquiry both may be null. */
  @column()
  declare serviceId: number | null

  @column.dateTime()
  declare startsAt: DateTime | null

  /** Of an enquiry. */
  @column()
  declare message: string | null

  @column()
  declare requestId: string | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @belongsTo(() => Service)
  declare service: BelongsTo<typeof Service>
}
