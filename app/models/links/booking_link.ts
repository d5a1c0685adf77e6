import { belongsTo, column, manyToMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, ManyToMany } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import type { ClientQuestion } from '#models/services/client_question'
import Host from '#models/availability/host'
import { linkToken } from '#models/links/link_token'
import { modelWithRules } from '#models/rule_columns'
import { linkPreviewSubject } from '#models/services/preview_subject'
import Service from '#models/services/service'

export const ZONE_SIDES = ['client', 'business'] as const
export type ZoneSide = (typeof ZONE_SIDES)[number]

export type BookingLinkState = 'draft' | 'off' | 'on' | 'until' | 'over'

/** What is null is the service's. */
export default class BookingLink extends modelWithRules('link') {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare serviceId: number

  @column()
  declare name: string

  /** Part of its address; raising it disables every copy of the old one. */
  @column()
  declare version: number

  @column()
  declare requiresApproval: boolean | null

  /** In whose zone its clients read the times; null leaves it to the place. */
  @column()
  declare timeZoneOf: ZoneSide | null

  @column({ prepare: (questions: unknown) => questions && JSON.stringify(questions) })
  declare questions: ClientQuestion[] | null

  @column()
  declare followUp: string | null

  @column()
  declare followUpDelayHours: number | null

  @column()
  declare viewCount: number

  /** The step of its form that comes next; null once it was switched on. */
  @column()
  declare draftStep: number | null

  @column.dateTime()
  declare switchedOffAt: DateTime | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @belongsTo(() => Service)
  declare service: BelongsTo<typeof Service>

  /** What its form asks. Needs the service loaded. */
  get asked(): ClientQuestion[] {
    return this.questions ?? this.service.questions
  }

  /** None means all of the service's. */
  @manyToMany(() => Host, {
    pivotTable: 'booking_link_hosts',
    pivotForeignKey: 'link_id',
    pivotColumns: ['business_id'],
  })
  declare hosts: ManyToMany<typeof Host>

  get token(): string {
    return linkToken('book', this.tokenSubject)
  }

  get previewToken(): string {
    return linkToken('preview', linkPreviewSubject(this.id))
  }

  /** Its last date is by the clock of the business, as `today` is. */
  stateOn(today: string): BookingLinkState {
    if (this.draftStep !== null) return 'draft'
    if (!this.isActive) return 'off'
    if (this.bookableUntil === null) return 'on'
    return this.bookableUntil < today ? 'over' : 'until'
  }

  get tokenSubject() {
    return { id: this.id, recipient: String(this.businessId), version: this.version }
  }
}
