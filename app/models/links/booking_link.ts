import { BaseModel, belongsTo, column, manyToMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, ManyToMany } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import type { ClientQuestion } from '#models/services/client_question'
import Host from '#models/availability/host'
import { linkToken } from '#models/links/link_token'
import Service from '#models/services/service'
import type { WorkingHours } from '#scheduling/types'

const asJson = (value: unknown) => (value === null ? null : JSON.stringify(value))

/** What is null is the service's. */
export default class BookingLink extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare serviceId: number

  @column()
  declare name: string

  @column()
  declare isActive: boolean

  /** Part of its address; raising it disables every copy of the old one. */
  @column()
  declare version: number

  @column()
  declare durationMinutes: number | null

  @column()
  declare durations: number[]

  @column()
  declare slotIntervalMinutes: number | null

  /** They cut down the hosts' hours. */
  @column({ prepare: asJson })
  declare hours: WorkingHours | null

  @column()
  declare bufferBeforeMinutes: number | null

  @column()
  declare bufferAfterMinutes: number | null

  @column()
  declare minimumNoticeMinutes: number | null

  @column()
  declare horizonDays: number | null

  /** `YYYY-MM-DD`, by the host's calendar. */
  @column()
  declare bookableFrom: string | null

  @column()
  declare bookableUntil: string | null

  /** Counts only its own bookings. */
  @column()
  declare dailyLimit: number | null

  @column()
  declare weeklyLimit: number | null

  @column()
  declare requiresApproval: boolean | null

  @column({ prepare: asJson })
  declare questions: ClientQuestion[] | null

  @column()
  declare followUp: string | null

  @column()
  declare followUpDelayHours: number | null

  @column()
  declare viewCount: number

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @belongsTo(() => Service)
  declare service: BelongsTo<typeof Service>

  /** None means all of the service's. */
  @manyToMany(() => Host, {
    pivotTable: 'booking_link_hosts',
    pivotForeignKey: 'link_id',
    pivotColumns: ['business_id'],
  })
  declare hosts: ManyToMany<typeof Host>

  /** Opens `/public/bookings/{token}`. */
  get token(): string {
    return linkToken('book', this.tokenSubject)
  }

  get tokenSubject() {
    return { id: this.id, recipient: String(this.businessId), version: this.version }
  }
}
