import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'
import type { OutsideSource } from '#models/outside/outside_service'
import { versionOf } from '#models/version'

/** What a column of a file of bookings may be; the rest is left out. */
export const BOOKING_FIELDS = [
  ...(['start', 'date', 'time', 'end', 'length', 'service', 'name', 'first_name'] as const),
  ...(['last_name', 'email', 'phone', 'notes', 'staff_email', 'status', 'uid'] as const),
] as const
export type BookingField = (typeof BOOKING_FIELDS)[number]

/**
 * `ready`, `known` and `repeated` are no refusals: it can be brought in, was before, or is with an
 * earlier row of the same file.
 */
export const ROW_OUTCOMES = [
  ...(['ready', 'booked', 'known', 'repeated', 'past', 'cancelled', 'columns', 'start'] as const),
  ...(['length', 'name', 'email', 'service', 'taken', 'clash'] as const),
  ...(['length_not_offered', 'failed'] as const),
] as const
export type RowOutcome = (typeof ROW_OUTCOMES)[number]

/** A file of bookings from another program. */
export default class BookingImport extends BaseModel {
  static override table = 'booking_imports'

  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare userId: number | null

  /** Where the list was read. */
  @column()
  declare source: OutsideSource

  /** Of rows that name none of the business's. */
  @column()
  declare serviceId: number | null

  @column()
  declare fileName: string

  /** The first row of the file. */
  @column()
  declare titles: string[]

  /** What each is; '' is left out. Null until somebody said so. */
  @column()
  declare columns: (BookingField | '')[] | null

  /** 03/04 is the third of April. */
  @column()
  declare isDayFirst: boolean

  @column()
  declare status: 'read' | 'checking' | 'checked' | 'running' | 'done'

  @column()
  declare rowCount: number

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  /** All that its form says. */
  get shown() {
    return [this.status, this.columns, this.serviceId, this.isDayFirst]
  }

  get version(): string {
    return versionOf(...this.shown)
  }
}
