import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { Weekday } from '#scheduling/types'

/** One weekly range of a host: wall-clock times in the host's zone. */
export default class AvailabilityRule extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare hostId: number

  @column()
  declare dayOfWeek: Weekday

  @column()
  declare opensTime: string

  @column()
  declare closesTime: string
}
