import { belongsTo, column, manyToMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, ManyToMany } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import type { KeyedPlace, PlaceType } from '#formats/bookings/places'
import type { ShownPicture } from '#formats/pages/pictures'
import type BookingSettings from '#models/settings/booking_settings'
import Business from '#models/settings/business'
import type { ClientQuestion } from '#models/services/client_question'
import Host from '#models/availability/host'
import { linkToken } from '#models/links/link_token'
import { previewSubject } from '#models/services/preview_subject'
import type { Routing } from '#models/services/routing'
import { modelWithRules } from '#models/rule_columns'

export default class Service extends modelWithRules('service') {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare name: string

  @column()
  declare slug: string

  @column()
  declare description: string | null

  /** The heading that it stands under, on the page of the business and in its lists. */
  @column()
  declare category: string | null

  /** Of its bookings in the diary, as `#00698f`. */
  @column()
  declare colour: string | null

  @column()
  declare requiresApproval: boolean | null

  /** Whether requests may overlap until one is approved; null as in the settings. */
  @column()
  declare acceptsCompetingRequests: boolean | null

  @column()
  declare isPlannedOnly: boolean

  /** Places of its sessions that come free go to whom the owner chooses, not to whoever is next. */
  @column()
  declare offersByHand: boolean

  /** A decimal string, "50.00", in the business's currency. */
  @column()
  declare price: string

  /** Of further lengths that cost something else, by their minutes. */
  @column({ prepare: (prices: unknown) => JSON.stringify(prices ?? {}) })
  declare lengthPrices: Record<string, string>

  @column()
  declare hostMode: 'any' | 'collective'

  @column()
  declare compactsDay: boolean

  /** How many dates one client may book with one press. */
  @column()
  declare mostDates: number

  @column()
  declare locationType: PlaceType

  @column()
  declare locationDetails: string | null

  /** Where it may happen as well, as the client chooses. */
  @column({ prepare: (places: unknown) => JSON.stringify(places ?? []) })
  declare furtherPlaces: KeyedPlace[]

  @column()
  declare instructions: string | null

  /** What holds for cancelling, in the business's words, shown before booking. */
  @column()
  declare policy: string | null

  /** Shown once it is booked or requested. */
  @column()
  declare confirmationMessage: string | null

  /** Where to go on from there: an https address. */
  @column()
  declare confirmationUrl: string | null

  /** Of its bookings in calendars, with variables as `{client}`; null as usual. */
  @column()
  declare calendarTitle: string | null

  @column()
  declare calendarDetails: string | null

  @column({ prepare: (questions: unknown) => JSON.stringify(questions) })
  declare questions: ClientQuestion[]

  @column({ prepare: (routing: Routing | null) => routing && JSON.stringify(routing) })
  declare routing: Routing | null

  @column()
  declare followUp: string | null

  @column()
  declare followUpDelayHours: number

  @column()
  declare isHidden: boolean

  @column()
  declare position: number

  /** It is offered no more; what was booked keeps it. */
  @column.dateTime()
  declare archivedAt: DateTime | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  /** Where it was read along. */
  get photo(): ShownPicture | null {
    return this.$extras.photo ?? null
  }

  @belongsTo(() => Business)
  declare business: BelongsTo<typeof Business>

  @manyToMany(() => Host, {
    pivotTable: 'service_hosts',
    pivotColumns: ['business_id', 'priority', 'weight'],
  })
  declare hosts: ManyToMany<typeof Host>

  needsApproval(settings: BookingSettings): boolean {
    return this.requiresApproval ?? settings.requiresApproval
  }

  /** Shows it as clients see it, on offer or not; nothing can be booked by it. */
  get previewToken(): string {
    return linkToken('preview', previewSubject(this.id))
  }

  get isShared(): boolean {
    return this.capacity > 1 || this.isPlannedOnly
  }
}
