import db from '@adonisjs/lucid/services/db'
import { beforeCreate, belongsTo, column, hasMany, manyToMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany, ManyToMany } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import type { ShownPicture } from '#formats/pages/pictures'
import User from '#models/accounts/user'
import AvailabilityRule from '#models/availability/availability_rule'
import Business from '#models/settings/business'
import DateOverride from '#models/availability/date_override'
import { freePageSlug } from '#models/availability/page_slug'
import { modelWithRules } from '#models/rule_columns'
import Service from '#models/services/service'
import { contentOf } from '#models/version'

export const HOST_KINDS = ['person', 'room'] as const
export type HostKind = (typeof HOST_KINDS)[number]

/** Of `services`: one of the people gives it, and one of the rooms goes along. */
export const ROOM_GOES_ALONG = `(services.host_mode = 'any' and services.has_people_and_rooms)`

/** Of `hosts` and `services`: not a room that goes with others, which nobody books by itself. */
export const IS_GIVEN_ALONE = `(hosts.kind = 'person'
  or services.host_mode <> 'collective' and not ${ROOM_GOES_ALONG})`

/** Of `hosts`: not a room that only goes with others, to which nobody comes for itself. */
export const MAY_HAVE_PAGE = `(hosts.kind = 'person' or exists (
  select from service_hosts join services on services.id = service_hosts.service_id
   where service_hosts.host_id = hosts.id and ${IS_GIVEN_ALONE}))`

/** For `Host.mayHavePage`. */
export function withPage() {
  return db.raw(`${MAY_HAVE_PAGE} as may_have_page`)
}

/** What a page at an address of its own says. */
export type PersonalPage = Pick<
  Host,
  'pageSlug' | 'pageDescription' | 'pageColour' | 'pageIsActive'
>

export interface HostTogether {
  id: number
  name: string
  kind: HostKind
}

/** Who can be chosen for what is to come: whoever takes bookings, and whoever was chosen before. */
export function choosable<Of extends Pick<Host, 'id' | 'isActive'>>(
  hosts: readonly Of[],
  chosen: readonly Pick<Host, 'id'>[] = []
): Of[] {
  return hosts.filter(({ id, isActive }) => isActive || chosen.some((one) => one.id === id))
}

export default class Host extends modelWithRules('host') {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare userId: number | null

  @column()
  declare kind: HostKind

  @column()
  declare name: string

  @column()
  declare pageSlug: string

  @column()
  declare pageDescription: string | null

  /** Null where its page has the business's. */
  @column()
  declare pageColour: string | null

  @column()
  declare pageIsActive: boolean

  /** Where it meets its clients online; before the link of a service. */
  @column()
  declare meetingLink: string | null

  @column()
  declare timeZone: string

  @column()
  declare position: number

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  /** Where it was read along. */
  get photo(): ShownPicture | null {
    return this.$extras.photo ?? null
  }

  /** Of a room where it was read along. */
  get mayHavePage(): boolean {
    return this.kind === 'person' || this.$extras.may_have_page === true
  }

  get hasOpenPage(): boolean {
    return this.isActive && this.pageIsActive && this.mayHavePage
  }

  @belongsTo(() => Business)
  declare business: BelongsTo<typeof Business>

  @belongsTo(() => User)
  declare user: BelongsTo<typeof User>

  @manyToMany(() => Service, { pivotTable: 'service_hosts', pivotColumns: ['business_id'] })
  declare services: ManyToMany<typeof Service>

  @hasMany(() => AvailabilityRule)
  declare availabilityRules: HasMany<typeof AvailabilityRule>

  @hasMany(() => DateOverride)
  declare dateOverrides: HasMany<typeof DateOverride>

  /** Who signs in as them is saved by itself, and so is what their page says. */
  get content(): Record<string, unknown> {
    return contentOf(this, ['userId', ...Object.keys(this.pageContent)])
  }

  get pageContent() {
    const { pageSlug, pageDescription, pageColour, pageIsActive } = this
    return { pageSlug, pageDescription, pageColour, pageIsActive }
  }

  @beforeCreate()
  static async givePageSlug(host: Host) {
    if (host.pageSlug) return
    host.pageSlug = await freePageSlug(host.$trx ?? db.connection(), host.name)
  }
}
