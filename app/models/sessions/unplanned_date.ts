import { BaseModel, column } from '@adonisjs/lucid/orm'

/** Why a date is not in the diary: its host is taken or has no hours then, or gives the service no more; or it is no service of several places any more. */
export type UnplannedReason = 'taken' | 'closed' | 'host' | 'service'

/** A date of a series that is not in the diary. */
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
