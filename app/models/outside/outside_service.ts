import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import Service from '#models/services/service'

/** Where bookings come from. */
export const OUTSIDE_SOURCES = ['calcom', 'file', 'calendly'] as const
export type OutsideSource = (typeof OUTSIDE_SOURCES)[number]

/** Of services that an import found here, so that nobody is asked which they are. */
export const FOUND_HERE = 'here-'

/** What is booked elsewhere, and which service that is here. */
export default class OutsideService extends BaseModel {
  static override table = 'outside_services'

  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare source: OutsideSource

  @column()
  declare remoteId: string

  @column()
  declare name: string

  /** Null until somebody says which. */
  @column()
  declare serviceId: number | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @belongsTo(() => Service)
  declare service: BelongsTo<typeof Service>

  /** What is booked of it came from an import, not by the bridge. */
  get isOfImport(): boolean {
    return this.remoteId.startsWith(FOUND_HERE)
  }
}

/** What the form is made from that says which is which. */
export function mappedShown(rows: readonly OutsideService[]) {
  return rows.map(({ id, serviceId }) => [id, serviceId])
}
