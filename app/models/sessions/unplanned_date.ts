import { BaseModel, column } from '@adonisjs/lucid/orm'

/** `host` gives the service no more; `service` has no places to share any more. */
export const UNPLANNED_REASONS = ['taken', 'closed', 'host', 'service'] as const
export type UnplannedReason = (typeof UNPLANNED_REASONS)[number]

export default class UnplannedDate extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare seriesId: number

  /** `YYYY-MM-DD`, by the host's clock. */
  @column()
  declare date: string

  @column()
  declare reason: UnplannedReason
}
