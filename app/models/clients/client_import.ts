import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'

/** What a column of a file may be; the rest is left out. */
export const IMPORT_FIELDS = [
  'name',
  'first_name',
  'last_name',
  'email',
  'phone',
  'tags',
  'notes',
] as const
export type ImportField = (typeof IMPORT_FIELDS)[number]

export type ImportReason = 'name' | 'contact' | 'email' | 'phone' | 'notes' | 'tags' | 'columns'

export default class ClientImport extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare userId: number | null

  @column()
  declare fileName: string

  /** As which letters it was read. */
  @column()
  declare encoding: string

  /** The first row of the file. */
  @column()
  declare titles: string[]

  /** What each is; '' is left out. Null until somebody said so. */
  @column()
  declare columns: (ImportField | '')[] | null

  @column()
  declare status: 'read' | 'running' | 'done'

  @column()
  declare rowCount: number

  @column()
  declare addedCount: number

  @column()
  declare matchedCount: number

  @column()
  declare refusedCount: number

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  get doneCount(): number {
    return this.addedCount + this.matchedCount + this.refusedCount
  }
}
