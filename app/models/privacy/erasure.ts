import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import User from '#models/accounts/user'
import Business from '#models/settings/business'

/** Stands where the name of somebody stood who was erased. */
export const ERASED_NAME = 'Erased client'

export const ERASURE_STATUSES = ['asked', 'running', 'done', 'refused'] as const
export type ErasureStatus = (typeof ERASURE_STATUSES)[number]

/** How many of each kind were erased. */
export type ErasedCounts = Partial<Record<string, number>>

/** That a client is erased at one business: asked for by them, or begun by the business itself. */
export default class Erasure extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  /** The record; none is left of it once it is done. */
  @column()
  declare clientId: number | null

  @column()
  declare status: ErasureStatus

  /** Whom it is about, until they were told how it ended. */
  @column()
  declare email: string | null

  @column()
  declare clientName: string | null

  @column()
  declare clientLocale: string

  @column()
  declare clientTimeZone: string

  /** Why it was refused, in the business's words to the client. */
  @column()
  declare reason: string | null

  /** The times that are still to come stay taken, by nobody who is known. */
  @column()
  declare keepsComing: boolean

  @column()
  declare tellsClient: boolean

  @column({ prepare: (counts: unknown) => JSON.stringify(counts) })
  declare counts: ErasedCounts

  @column()
  declare decidedBy: number | null

  @column.dateTime()
  declare decidedAt: DateTime | null

  @column()
  declare requestId: string | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @belongsTo(() => Business)
  declare business: BelongsTo<typeof Business>

  @belongsTo(() => User, { foreignKey: 'decidedBy' })
  declare decider: BelongsTo<typeof User>

  get isOpen(): boolean {
    return this.status === 'asked' || this.status === 'running'
  }
}
